package ai.adjutant.retriever.service;

import ai.adjutant.retrieval.v1.Evidence;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Converts evidence settings to and from the contract's message. */
final class EvidenceMessages {
  private EvidenceMessages() {}

  static Evidence of(ai.adjutant.retriever.corpus.Evidence evidence) {
    Evidence.Builder message =
        Evidence.newBuilder()
            .setThreshold(evidence.threshold())
            .setCalibrated(evidence.calibrated())
            .setAnswerableCount(evidence.answerableCount())
            .setUnanswerableCount(evidence.unanswerableCount())
            .addAllWeights(evidence.weights());
    @Nullable Instant updated = evidence.updateTime();
    if (updated != null) {
      message.setUpdateTime(Times.of(updated));
    }
    evidence.wordsThreshold().ifPresent(message::setWordsThreshold);
    return message.build();
  }

  /**
   * Reads what a caller sent.
   *
   * @param now when it counts as updated, where the caller does not say
   */
  static ai.adjutant.retriever.corpus.Evidence parse(Evidence message, Instant now) {
    return new ai.adjutant.retriever.corpus.Evidence(
        message.getThreshold(),
        message.getCalibrated(),
        message.hasUpdateTime() ? Times.parse(message.getUpdateTime()) : now,
        message.getAnswerableCount(),
        message.getUnanswerableCount(),
        message.getWeightsList(),
        message.hasWordsThreshold()
            ? OptionalDouble.of(message.getWordsThreshold())
            : OptionalDouble.empty());
  }
}
