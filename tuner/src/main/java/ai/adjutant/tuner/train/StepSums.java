package ai.adjutant.tuner.train;

import ai.adjutant.tuner.model.BatchLoss;
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
  private long rows;
  private long tokens;
  private long planned;

  void head(String name, double value) {
    losses.merge(name, value, Double::sum);
    counts.merge(name, 1, Integer::sum);
  }

  void batch(double total, long exampleCount, BatchLoss computed) {
    loss += total;
    batches++;
    examples += exampleCount;
    rows += computed.rows();
    tokens += computed.tokens();
  }

  /** Counts tokens as the plan does, which knows no more than the examples' rough lengths. */
  void planned(long tokenCount) {
    planned += tokenCount;
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
    rows += other.rows;
    tokens += other.tokens;
    planned += other.planned;
  }

  long examples() {
    return examples;
  }

  long rows() {
    return rows;
  }

  long tokens() {
    return tokens;
  }

  long planned() {
    return planned;
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
