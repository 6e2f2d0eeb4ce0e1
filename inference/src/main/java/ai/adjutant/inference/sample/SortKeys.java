package ai.adjutant.inference.sample;

import java.util.Arrays;

/**
 * Finds the last token that a large top-k and top-p leave, without sorting the vocabulary: tokens
 * fall into buckets by their distance from the likeliest, and only the bucket with the border is
 * sorted.
 */
final class SortKeys {
  private static final int BUCKETS = 4_096;

  /**
   * What the buckets span, in logits at temperature 1. The last bucket takes the rest, which weighs
   * less than what is ever drawn.
   */
  private static final float SPAN = 32;

  private final int[] counts = new int[BUCKETS];
  private final double[] masses = new double[BUCKETS];
  private final long[] keys;
  private float[] logits = {};
  private float[] weights = {};
  private float high;
  private float scale;

  /** The bucket whose keys stand sorted; and how many of them count, from the lowest. */
  private int sortedBucket;

  private int sortedCount;

  /** Works in an array with a key for each token. */
  SortKeys(long[] keys) {
    this.keys = keys;
  }

  /**
   * The key of the last token that is left; a token is left when its key is not above.
   *
   * @param logits finite, or negative infinity
   * @param weights likelihood of each token, in any unit
   * @param high the highest logit
   */
  long last(Sampling sampling, float[] logits, float[] weights, float high) {
    this.logits = logits;
    this.weights = weights;
    this.high = high;
    scale = BUCKETS / (SPAN * (float) Math.max(1, sampling.temperature()));
    boolean topK = sampling.topK() > 0 && sampling.topK() < logits.length;
    fill(topK);
    sortedBucket = BUCKETS;
    long last = Long.MAX_VALUE;
    double mass = 0;
    if (topK) {
      mass = firstOf(sampling.topK());
      last = sortedBucket == BUCKETS ? last : keys[sortedCount - 1];
    } else if (sampling.cutsByProbability()) {
      for (double some : masses) {
        mass += some;
      }
    }
    return sampling.cutsByProbability() ? enough(sampling.topP() * mass, last) : last;
  }

  /** Sorts the bucket in which the k-th token lies; returns what the first k weigh. */
  private double firstOf(int k) {
    int left = k;
    double mass = 0;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && counts[bucket] < left) {
      left -= counts[bucket];
      mass += masses[bucket++];
    }
    if (bucket == BUCKETS - 1) {
      return mass; // the border is among what is never drawn
    }
    sort(bucket);
    sortedCount = left;
    for (int i = 0; i < left; i++) {
      mass += weights[id(keys[i])];
    }
    return mass;
  }

  /** Key of the token with which the likeliest weigh as much as is wanted. */
  private long enough(double mass, long last) {
    double wanted = mass;
    int bucket = 0;
    while (bucket < Math.min(sortedBucket, BUCKETS - 1) && masses[bucket] < wanted) {
      wanted -= masses[bucket++];
    }
    if (bucket == BUCKETS - 1) {
      return last; // as above
    }
    if (bucket != sortedBucket) {
      sort(bucket);
    }
    for (int i = 0; i < sortedCount; i++) {
      wanted -= weights[id(keys[i])];
      if (wanted <= 0) {
        return keys[i];
      }
    }
    return last;
  }

  private void fill(boolean counted) {
    Arrays.fill(counts, 0);
    Arrays.fill(masses, 0);
    float[] logits = this.logits;
    float[] weights = this.weights;
    for (int id = 0; id < logits.length; id++) {
      int bucket = bucket(logits[id]);
      masses[bucket] += weights[id];
      if (counted) {
        counts[bucket]++;
      }
    }
  }

  private int bucket(float logit) {
    return Math.min((int) ((high - logit) * scale), BUCKETS - 1);
  }

  private void sort(int bucket) {
    float[] logits = this.logits;
    int count = 0;
    for (int id = 0; id < logits.length; id++) {
      if (bucket(logits[id]) == bucket) {
        keys[count++] = key(logits[id], id);
      }
    }
    Arrays.sort(keys, 0, count);
    sortedBucket = bucket;
    sortedCount = count;
  }

  /** A number that is lower the likelier the token is, and of equal ones the lower its id. */
  static long key(float logit, int id) {
    // Adding zero makes one zero of the two; the bits of a float rise with it, below zero they
    // fall.
    int bits = Float.floatToRawIntBits(logit + 0f);
    int rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return ((long) ~rising << 32) | id;
  }

  static int id(long key) {
    return (int) key;
  }
}
