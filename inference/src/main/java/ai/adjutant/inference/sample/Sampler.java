package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.BitSet;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Samples the tokens of one sequence; used by one thread. Call {@link #observe} for every token of
 * the prompt and every one that is taken, and {@link #sample} for the next. The same seed and
 * logits give the same tokens on every machine.
 */
public final class Sampler {
  private final Sampling sampling;
  private final SamplerScratch scratch;
  private final SplittableRandom random;
  private final CategoricalSampler categorical;
  private final int[] biased;
  private final float[] biases;
  private final BitSet seen = new BitSet(0);
  private double logProbability;

  /**
   * A sampler at the beginning of its seed.
   *
   * @param scratch shared by all samplers of the thread
   * @throws AdjutantException SAMPLING_INVALID when a bias is for a token that does not exist
   */
  public Sampler(Sampling sampling, SamplerScratch scratch) {
    sampling.checkVocabulary(scratch.vocabularySize);
    this.sampling = sampling;
    this.scratch = scratch;
    random = new SplittableRandom(sampling.seed());
    categorical = new CategoricalSampler(sampling, scratch);
    biased = sampling.logitBias().keySet().stream().mapToInt(Integer::intValue).toArray();
    biases = new float[biased.length];
    for (int i = 0; i < biased.length; i++) {
      biases[i] = (float) (double) Objects.requireNonNull(sampling.logitBias().get(biased[i]));
    }
  }

  /** Records a token of the prompt or of the answer. */
  public void observe(int token) {
    Objects.checkIndex(token, scratch.vocabularySize);
    if (sampling.penalises()) {
      seen.set(token);
    }
  }

  /**
   * Samples the next token; of equally likely ones the lowest id. Its likelihood is {@link
   * #logProbability()}.
   *
   * @param logits one a token of the vocabulary; left as they are; negative infinity forbids one
   * @throws AdjutantException LOGITS_INVALID when one is no number, or none is finite
   */
  public int sample(float[] logits) {
    scratch.checkLength(logits);
    int likeliest = Softmax.likeliest(logits, scratch);
    double high = logits[likeliest];
    double logSum = Softmax.logSum(logits, (float) high, scratch);
    int token = sample(logits, likeliest);
    logProbability = logits[token] - high - logSum;
    return token;
  }

  /**
   * Natural log-probability of the token that was sampled last, under the model's own distribution,
   * untouched by sampling.
   */
  public double logProbability() {
    return logProbability;
  }

  /**
   * Natural log-probability of a given token under the model's own distribution.
   *
   * @throws AdjutantException LOGITS_INVALID
   */
  public static double logProbability(float[] logits, int token, SamplerScratch scratch) {
    scratch.checkLength(logits);
    float high = logits[Softmax.likeliest(logits, scratch)];
    return (double) logits[token] - high - Softmax.logSum(logits, high, scratch);
  }

  private int sample(float[] raw, int likeliest) {
    float[] logits = raw;
    int best = likeliest;
    if (biased.length > 0 || !seen.isEmpty()) {
      logits = adjusted(raw);
      best = Softmax.likeliest(logits, scratch);
    }
    if (sampling.takesLikeliest()) {
      return best;
    }
    return categorical.token(logits, logits[best], random.nextDouble());
  }

  private float[] adjusted(float[] raw) {
    float[] logits = scratch.adjusted;
    System.arraycopy(raw, 0, logits, 0, raw.length);
    for (int i = 0; i < biased.length; i++) {
      logits[biased[i]] += biases[i];
    }
    // A tiny penalty must not make infinity of a sound logit.
    float penalty = Math.max((float) sampling.repetitionPenalty(), Float.MIN_NORMAL);
    for (int id = seen.nextSetBit(0); id >= 0; id = seen.nextSetBit(id + 1)) {
      float logit = logits[id];
      logits[id] = logit < 0 ? logit * penalty : Math.min(logit / penalty, Float.MAX_VALUE);
    }
    return logits;
  }
}
