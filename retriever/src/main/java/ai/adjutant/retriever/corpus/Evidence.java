package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * States when a question counts as answerable from a corpus.
 *
 * @param threshold lowest evidence score, 0 to 1
 * @param calibrated whether it was fitted or set for this corpus
 * @param updateTime when; null for the default
 * @param answerableCount answerable questions it was fitted on
 * @param unanswerableCount unanswerable ones
 * @param weights weights of the signals, intercept first; empty means the built-in ones
 * @param wordsThreshold lowest score by words alone, 0 to 1; empty means the built-in one
 */
public record Evidence(
    double threshold,
    boolean calibrated,
    @Nullable Instant updateTime,
    int answerableCount,
    int unanswerableCount,
    List<Double> weights,
    OptionalDouble wordsThreshold) {
  /** What holds until somebody calibrates. */
  public static final Evidence DEFAULT =
      new Evidence(0.5, false, null, 0, 0, List.of(), OptionalDouble.empty());

  private static final int WEIGHTS_MAX = 64;

  /** Refuses what is out of range. */
  public Evidence {
    weights = List.copyOf(weights);
    requireShare("threshold", threshold);
    if (wordsThreshold.isPresent()) {
      requireShare("threshold by words alone", wordsThreshold.getAsDouble());
    }
    if (answerableCount < 0 || unanswerableCount < 0) {
      throw refused("counts of questions can't be negative");
    }
    if (weights.size() > WEIGHTS_MAX || !weights.stream().allMatch(Double::isFinite)) {
      throw refused("at most " + WEIGHTS_MAX + " finite weights can be stored");
    }
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw refused(what + " " + value + " is not between 0 and 1");
    }
  }

  private static AdjutantException refused(String what) {
    return new AdjutantException(CorpusReason.BAD_EVIDENCE, "evidence: " + what);
  }
}
