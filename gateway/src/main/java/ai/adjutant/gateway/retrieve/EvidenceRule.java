package ai.adjutant.gateway.retrieve;

import java.util.List;
import java.util.OptionalDouble;

/**
 * States when a question counts as answerable from a corpus.
 *
 * @param threshold lowest evidence score, 0 to 1
 * @param calibrated fitted on the corpus, or set by hand
 * @param weights weights of the signals, intercept first; empty for the built-in ones
 * @param wordsThreshold lowest score by words alone, for searches without vectors; empty until the
 *     corpus was calibrated
 * @param answerable how many answerable questions it was fitted on
 * @param unanswerable how many unanswerable ones
 */
public record EvidenceRule(
    double threshold,
    boolean calibrated,
    List<Double> weights,
    OptionalDouble wordsThreshold,
    int answerable,
    int unanswerable) {
  /** Copies the weights. */
  public EvidenceRule {
    weights = List.copyOf(weights);
  }
}
