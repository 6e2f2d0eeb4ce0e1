package ai.adjutant.tuner.train;

import java.util.Map;
import java.util.TreeMap;

/** What some steps came to, summed. Grown by one thread, then read by another. */
final class StepSums {
  private final Map<String, Double> losses = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private double loss;
  private double norm;
  private int steps;
  private int batches;
  private long examples;
  private long tokens;

  void head(String name, double value) {
    losses.merge(name, value, Double::sum);
    counts.merge(name, 1, Integer::sum);
  }

  void batch(double total, long exampleCount, long tokenCount) {
    loss += total;
    batches++;
    examples += exampleCount;
    tokens += tokenCount;
  }

  void step(double gradientNorm) {
    norm += gradientNorm;
    steps++;
  }

  void add(StepSums other) {
    other.losses.forEach((name, value) -> losses.merge(name, value, Double::sum));
    other.counts.forEach((name, value) -> counts.merge(name, value, Integer::sum));
    loss += other.loss;
    norm += other.norm;
    steps += other.steps;
    batches += other.batches;
    examples += other.examples;
    tokens += other.tokens;
  }

  long examples() {
    return examples;
  }

  long tokens() {
    return tokens;
  }

  boolean isEmpty() {
    return batches == 0;
  }

  /** Mean figures, by the names of the learning curve's columns. */
  Map<String, Double> means() {
    Map<String, Double> means = new TreeMap<>();
    means.put("loss", loss / batches);
    means.put("gradient_norm", norm / Math.max(1, steps));
    losses.forEach((name, sum) -> means.put("loss." + name, sum / counts.getOrDefault(name, 1)));
    return means;
  }
}
