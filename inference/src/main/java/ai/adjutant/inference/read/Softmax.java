package ai.adjutant.inference.read;

import java.util.Arrays;

/** Turns logits into probabilities. */
final class Softmax {
  private Softmax() {}

  /** Probabilities that sum to 1; none of no logits. */
  static double[] of(double... logits) {
    double highest = Arrays.stream(logits).max().orElse(0);
    double[] weights = Arrays.stream(logits).map(logit -> Math.exp(logit - highest)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }
}
