package ai.adjutant.inference.sample;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Arrays;

/**
 * Passes over all logits of a vocabulary, written so that the compiler makes vector instructions of
 * them: inner loops over two whole small arrays at equal indexes, without calls or casts.
 */
final class Softmax {
  private static final int BLOCK = SamplerScratch.BLOCK;

  /** Exponents below it are as good as none. */
  private static final float EXPONENT_MIN = -64;

  /** Tokens with less, set against the likeliest, are never drawn; together they are 1e-6 or so. */
  static final float WEIGHT_MIN = 1e-11f;

  private Softmax() {}

  /**
   * The token with the highest logit; of equal ones the lowest id. What each lane has highest stays
   * in the scratch.
   *
   * @throws AdjutantException LOGITS_INVALID when a logit is no number or the highest is infinite
   */
  static int likeliest(float[] logits, SamplerScratch scratch) {
    float[] highest = scratch.highest;
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    int from = 0;
    for (; from + BLOCK <= logits.length; from += BLOCK) {
      System.arraycopy(logits, from, scratch.block, 0, BLOCK);
      raise(highest, scratch.block);
    }
    for (int lane = 0; from + lane < logits.length; lane++) {
      highest[lane] = Math.max(highest[lane], logits[from + lane]);
    }
    float high = Float.NEGATIVE_INFINITY;
    for (float value : highest) {
      high = Math.max(high, value);
    }
    if (!Float.isFinite(high)) {
      throw new AdjutantException(
          SampleReason.LOGITS_INVALID,
          "the model computes no numbers for this text; its files are damaged or badly quantised");
    }
    return lowestId(logits, high, highest);
  }

  private static void raise(float[] highest, float[] block) {
    for (int i = 0; i < BLOCK; i++) {
      highest[i] = Math.max(highest[i], block[i]);
    }
  }

  private static int lowestId(float[] logits, float high, float[] highest) {
    int lowest = logits.length;
    for (int lane = 0; lane < BLOCK; lane++) {
      if (highest[lane] == high) {
        int id = lane;
        while (id < lowest && logits[id] != high) {
          id += BLOCK;
        }
        lowest = Math.min(lowest, id);
      }
    }
    return lowest;
  }

  /** Natural logarithm of the sum of {@code exp(logit - high)}, to some 1e-6. */
  static double logSum(float[] logits, float high, SamplerScratch scratch) {
    // Each lane adds its share in turn, so that rounding does not grow with the vocabulary.
    float[] sums = scratch.lanes;
    Arrays.fill(sums, 0);
    int from = 0;
    for (; from + BLOCK <= logits.length; from += BLOCK) {
      System.arraycopy(logits, from, scratch.block, 0, BLOCK);
      exponentials(scratch.block, high, 1);
      add(sums, scratch.block);
    }
    int rest = logits.length - from;
    System.arraycopy(logits, from, scratch.block, 0, rest);
    exponentials(scratch.block, high, 1);
    for (int lane = 0; lane < rest; lane++) {
      sums[lane] += scratch.block[lane];
    }
    double sum = 0;
    for (float value : sums) {
      sum += value;
    }
    return StrictMath.log(sum);
  }

  private static void add(float[] sums, float[] block) {
    for (int i = 0; i < BLOCK; i++) {
      sums[i] += block[i];
    }
  }

  /** Puts {@code exp((logit - high) / temperature)} of every token into the scratch's weights. */
  static void weights(float[] logits, float high, double temperature, SamplerScratch scratch) {
    float scale = scale(temperature);
    for (int from = 0; from < logits.length; from += BLOCK) {
      int count = Math.min(BLOCK, logits.length - from);
      System.arraycopy(logits, from, scratch.block, 0, count);
      exponentials(scratch.block, high, scale);
      System.arraycopy(scratch.block, 0, scratch.weights, from, count);
    }
  }

  /** The same for a few logits: the first of the scratch's block, in place. */
  static void weights(float high, double temperature, SamplerScratch scratch) {
    exponentials(scratch.block, high, scale(temperature));
  }

  private static float scale(double temperature) {
    return (float) Math.min(1 / temperature, Float.MAX_VALUE);
  }

  /**
   * Replaces every x by exp((x - high) * scale), for x up to high, to some 1e-6 of its value down
   * to exp(-20). With t a sixty-fourth of the exponent, exp(t) - 1 is a short series, and squaring
   * exp(t) six times gives the rest; the first three go by exp(t) - 1, which keeps its digits.
   */
  private static void exponentials(float[] block, float high, float scale) {
    for (int i = 0; i < BLOCK; i++) {
      float t = Math.max((block[i] - high) * scale, EXPONENT_MIN) * (1f / 64);
      float less = t * (1f + t * (1f / 2 + t * (1f / 6 + t * (1f / 24 + t * (1f / 120)))));
      less *= less + 2f;
      less *= less + 2f;
      less *= less + 2f;
      float power = 1f + less;
      power *= power;
      power *= power;
      block[i] = power * power;
    }
  }
}
