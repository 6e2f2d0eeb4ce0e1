package ai.adjutant.gateway.tier;

import ai.adjutant.gateway.retrieve.Quote;
import java.util.List;
import java.util.Optional;

/** States how a tier's attempt at a question ended, with what it took. */
public sealed interface TierResult {
  /** Returns what a model took; {@link ModelUse#NONE} where none was asked. */
  ModelUse use();

  /**
   * The tier wrote an answer, which is not checked yet.
   *
   * @param text the whole text
   * @param quotes the quotes that the text consists of, in order; empty where a model worded it
   * @param unit what the quotes make up; empty where a model worded the text
   */
  record Answered(String text, List<Quote> quotes, Optional<AnswerUnit> unit, ModelUse use)
      implements TierResult {
    /** Copies the quotes. */
    public Answered {
      quotes = List.copyOf(quotes);
    }
  }

  /** The tier says that the passages do not answer the question. */
  record Abstained(ModelUse use) implements TierResult {}

  /**
   * The tier could not come to an end.
   *
   * @param message why, for people
   */
  record Failed(TierFailure reason, String message, ModelUse use) implements TierResult {}

  /** Somebody was notified and takes the question over. */
  record HandedOver(ModelUse use) implements TierResult {}
}
