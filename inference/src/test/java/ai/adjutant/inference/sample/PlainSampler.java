package ai.adjutant.inference.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What {@link Sampler} does, in the plainest words: the oracle of its tests. */
final class PlainSampler {
  private static final double CLOSE = 1e-4;

  private final Sampling sampling;
  private final SplittableRandom random;
  private final Set<Integer> seen = new HashSet<>();

  PlainSampler(Sampling sampling) {
    this.sampling = sampling;
    random = new SplittableRandom(sampling.seed());
  }

  void observe(int token) {
    seen.add(token);
  }

  /**
   * A choice.
   *
   * @param close whether rounding could have made another token of it
   */
  record Choice(int token, List<Integer> kept, boolean close) {}

  Choice sample(float[] raw) {
    float[] logits = adjusted(raw);
    List<Integer> left = new ArrayList<>();
    for (int id = 0; id < logits.length; id++) {
      left.add(id);
    }
    left.sort(Comparator.<Integer>comparingDouble(id -> 0.0 - logits[id]).thenComparing(id -> id));
    int best = left.getFirst();
    if (sampling.temperature() == 0 || sampling.topK() == 1) {
      return new Choice(best, List.of(best), false);
    }
    if (sampling.topK() > 0) {
      left = left.subList(0, Math.min(sampling.topK(), left.size()));
    }
    double[] weights = new double[logits.length];
    for (int id : left) {
      weights[id] = Math.exp(((double) logits[id] - logits[best]) / sampling.temperature());
    }
    boolean close = false;
    if (sampling.topP() > 0 && sampling.topP() < 1) {
      double wanted = sampling.topP() * sum(left, weights);
      double before = 0;
      int count = 0;
      while (count < left.size() && before < wanted) {
        before += weights[left.get(count++)];
        close |= Math.abs(before - wanted) < CLOSE * wanted;
      }
      left = left.subList(0, count);
    }
    if (sampling.minP() > 0) {
      close |= left.stream().anyMatch(id -> Math.abs(weights[id] - sampling.minP()) < CLOSE);
      left = left.stream().filter(id -> weights[id] >= sampling.minP()).toList();
    }
    List<Integer> kept = left.stream().filter(id -> weights[id] > 0).sorted().toList();
    double total = sum(kept, weights);
    double at = random.nextDouble() * total;
    for (int id : kept) {
      close |= Math.abs(at - weights[id]) < CLOSE * total;
      at -= weights[id];
      if (at < 0) {
        return new Choice(id, kept, close);
      }
    }
    return new Choice(kept.getLast(), kept, true);
  }

  private float[] adjusted(float[] raw) {
    float[] logits = raw.clone();
    for (Map.Entry<Integer, Double> bias : sampling.logitBias().entrySet()) {
      logits[bias.getKey()] += bias.getValue().floatValue();
    }
    if (sampling.repetitionPenalty() != 0) {
      float penalty = (float) sampling.repetitionPenalty();
      for (int id : seen) {
        logits[id] = logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty;
      }
    }
    return logits;
  }

  private static double sum(List<Integer> ids, double[] weights) {
    return ids.stream().mapToDouble(id -> weights[id]).sum();
  }

  /** Natural log-probabilities of all tokens. */
  static double[] logProbabilities(float[] logits) {
    double high = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      high = Math.max(high, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - high);
    }
    double[] all = new double[logits.length];
    for (int id = 0; id < logits.length; id++) {
      all[id] = logits[id] - high - Math.log(sum);
    }
    return all;
  }
}
