package ai.adjutant.gateway.ground;

import ai.adjutant.gateway.retrieve.Quote;
import org.jspecify.annotations.Nullable;

/**
 * States how the passages support one sentence of an answer.
 *
 * @param sentence the sentence
 * @param kind how it relates to the passages
 * @param score how well it is supported, between 0 and 1
 * @param quote the sentence of the passages nearest to it; null when none is near
 * @param reading what a reader says of it beside the passage that supports it best; null where none
 *     read it
 */
public record Support(
    String sentence,
    Kind kind,
    double score,
    @Nullable Quote quote,
    ClaimReader.@Nullable Reading reading) {
  /** States the support that the rules alone find. */
  public Support(String sentence, Kind kind, double score, @Nullable Quote quote) {
    this(sentence, kind, score, quote, null);
  }

  /** States how a sentence relates to the passages. */
  public enum Kind {
    /** It is there word for word. */
    VERBATIM,
    /** It says the same in other words. */
    PARAPHRASE,
    /** It names a quantity that the passages do not. */
    NUMBER_MISMATCH,
    /** It names somebody or something that the passages do not. */
    NAME_MISMATCH,
    /** It denies what they say, or says what they deny. */
    NEGATION_MISMATCH,
    /** They do not speak of it. */
    NOT_FOUND
  }

  /** Returns whether the passages hold it. */
  public boolean supported() {
    return kind == Kind.VERBATIM || kind == Kind.PARAPHRASE;
  }
}
