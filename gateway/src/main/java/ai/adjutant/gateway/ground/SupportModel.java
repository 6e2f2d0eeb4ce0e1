package ai.adjutant.gateway.ground;

/**
 * Joins the words that a sentence shares with a passage and what a reader says of the pair into the
 * probability that the passage supports it. A logistic model with two inputs, fitted on the
 * development halves of claims altered by rule and of claims on made-up tables, each with the same
 * weight, over what exact comparison leaves open; the bar is where the mean of their balanced
 * accuracies is highest. docs/benchmarks.md, "Ground check", says how it was measured.
 */
final class SupportModel {
  /** Probability from which on a sentence is supported. */
  static final double BAR = 0.4;

  /** A sentence of whose words a passage has fewer is not supported, whatever a reader says. */
  private static final double WORDS_MIN = 0.5;

  private static final double INTERCEPT = -1.03;
  private static final double WORDS = 1.78;
  private static final double READER = 0.76;
  private static final double EDGE = 1e-3;

  private SupportModel() {}

  /**
   * Returns the probability.
   *
   * @param words share of the sentence's words that stand in the passage
   */
  static double probability(double words, ClaimReader.Reading reading) {
    double supported = Math.clamp(reading.supported(), EDGE, 1 - EDGE);
    double logit = Math.log(supported / (1 - supported));
    double probability = 1 / (1 + Math.exp(-(INTERCEPT + WORDS * words + READER * logit)));
    return words < WORDS_MIN ? Math.min(probability, Math.nextDown(BAR)) : probability;
  }
}
