package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** Chooses tokens; one a sequence, used by one thread. */
public final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  /** A sampler at the beginning of its seed. */
  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    random = new SplittableRandom(sampling.seed());
  }

  /**
   * The next token; of equally likely ones the lowest id.
   *
   * @param logits one a token of the vocabulary; left as they are
   * @throws AdjutantException LOGITS_INVALID when none is a number
   */
  public int choose(float[] logits) {
    int likeliest = likeliest(logits);
    if (sampling.temperature() == 0 || sampling.topK() == 1) {
      return likeliest;
    }
    int[] candidates = candidates(logits);
    double[] weights = weights(logits, candidates, logits[likeliest]);
    int kept = kept(weights);
    double total = 0;
    for (int i = 0; i < kept; i++) {
      total += weights[i];
    }
    double left = random.nextDouble() * total;
    for (int i = 0; i < kept - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return candidates[i];
      }
    }
    return candidates[kept - 1];
  }

  /**
   * Natural log-probability of a token under the model's own distribution, untouched by sampling.
   */
  public static double logProbability(float[] logits, int token) {
    float highest = logits[likeliest(logits)];
    double sum = 0;
    for (float logit : logits) {
      if (!Float.isNaN(logit)) {
        sum += Math.exp((double) logit - highest);
      }
    }
    return (double) logits[token] - highest - Math.log(sum);
  }

  private static int likeliest(float[] logits) {
    int best = -1;
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isNaN(logits[i]) && (best < 0 || logits[i] > logits[best])) {
        best = i;
      }
    }
    if (best < 0 || Float.isInfinite(logits[best])) {
      throw new AdjutantException(
          SampleReason.LOGITS_INVALID,
          "the model computes no numbers for this text; its files are damaged or badly quantised");
    }
    return best;
  }

  /** Token ids from the likeliest down; all of them, or as many as top-k leaves. */
  private int[] candidates(float[] logits) {
    Comparator<Integer> better =
        Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparing(id -> id);
    int k = sampling.topK();
    if (k > 0 && k < logits.length) {
      PriorityQueue<Integer> best = new PriorityQueue<>(k + 1, better.reversed());
      for (int id = 0; id < logits.length; id++) {
        if (!Float.isNaN(logits[id])) {
          best.add(id);
          if (best.size() > k) {
            best.remove();
          }
        }
      }
      return best.stream().sorted(better).mapToInt(Integer::intValue).toArray();
    }
    Integer[] ids = new Integer[logits.length];
    int count = 0;
    for (int id = 0; id < logits.length; id++) {
      if (!Float.isNaN(logits[id])) {
        ids[count++] = id;
      }
    }
    if (cutsByProbability()) {
      Arrays.sort(ids, 0, count, better);
    }
    return Arrays.stream(ids, 0, count).mapToInt(Integer::intValue).toArray();
  }

  private double[] weights(float[] logits, int[] candidates, float highest) {
    double[] weights = new double[candidates.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(((double) logits[candidates[i]] - highest) / sampling.temperature());
    }
    return weights;
  }

  /** How many of the candidates top-p leaves. */
  private int kept(double[] weights) {
    if (!cutsByProbability()) {
      return weights.length;
    }
    double enough = sampling.topP() * Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (sum >= enough) {
        return i + 1;
      }
    }
    return weights.length;
  }

  private boolean cutsByProbability() {
    return sampling.topP() > 0 && sampling.topP() < 1;
  }
}
