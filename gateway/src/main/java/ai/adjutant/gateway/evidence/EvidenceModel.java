package ai.adjutant.gateway.evidence;

import java.util.List;

/**
 * Estimates by a logistic model over {@link Signals} how probably the passages hold the answer.
 *
 * @param weights intercept, then one weight a signal in the order of {@link Signals#NAMES}
 */
public record EvidenceModel(List<Double> weights) {
  /**
   * Set on public development sets (docs/benchmarks.md holds how well it ranks). Rankings carry
   * over from corpus to corpus; thresholds do not, hence each corpus has its own.
   */
  public static final EvidenceModel BUILT_IN =
      new EvidenceModel(List.of(-8.7, 6.0, 1.0, 0.8, 1.0, 1.2, 1.0, 0.8, 4.0, 0.0, 0.0));

  /**
   * For searches whose passages were read: fitted on the same development sets
   * (docs/benchmarks.md).
   */
  public static final EvidenceModel WITH_READER =
      new EvidenceModel(List.of(-11.0, 5.8, 0.0, 0.3, 0.4, 2.5, 0.7, 0.9, 3.8, 1.8, 0.9));

  /**
   * For searches without vectors: fitted on the same development sets with all signals of vectors
   * left out, their weights zero (docs/benchmarks.md).
   */
  public static final EvidenceModel WORDS_ONLY =
      new EvidenceModel(List.of(-2.6, 0.0, 0.0, 2.4, 0.0, 0.9, 0.0, 1.6, 0.0, 0.0, 0.0));

  /** Checks the number of weights. */
  public EvidenceModel {
    weights = List.copyOf(weights);
    if (weights.size() != Signals.NAMES.size() + 1) {
      throw new IllegalArgumentException(
          "an evidence model has "
              + (Signals.NAMES.size() + 1)
              + " weights, not "
              + weights.size());
    }
  }

  /** Returns whether a corpus stores weights of all signals. */
  static boolean fits(List<Double> weights) {
    return weights.size() == BUILT_IN.weights.size();
  }

  /** Returns whether it counts what a reader read. */
  boolean needsReader() {
    return Signals.READ.stream().anyMatch(signal -> weights.get(signal + 1) > 0);
  }

  /** Returns the probability, between 0 and 1. */
  public double score(Signals signals) {
    double z = weights.getFirst();
    List<Double> values = signals.values();
    for (int i = 0; i < values.size(); i++) {
      z += weights.get(i + 1) * values.get(i);
    }
    return 1 / (1 + Math.exp(-z));
  }
}
