package ai.adjutant.inference.sample;

import java.util.Arrays;

/**
 * Samples one of the tokens that the filters leave. Of few it computes the weights of these alone;
 * where the filters may leave many, it goes through all.
 */
final class CategoricalSampler {
  private static final int BLOCK = SamplerScratch.BLOCK;

  private static final double WEIGHT_MIN_LOG = StrictMath.log(Softmax.WEIGHT_MIN);

  private final Sampling sampling;
  private final SamplerScratch scratch;

  CategoricalSampler(Sampling sampling, SamplerScratch scratch) {
    this.sampling = sampling;
    this.scratch = scratch;
  }

  /**
   * Samples a token.
   *
   * @param logits the ones that {@link Softmax#likeliest} looked through last
   * @param high the highest of them
   * @param at from 0 below 1: where among the weights, in the order of ids
   */
  int token(float[] logits, float high, double at) {
    int topK = sampling.topK();
    boolean few = topK > 0 && topK <= TopRanks.COUNT_MAX && topK < logits.length;
    return drawn(few ? keepOfFew(logits, high) : keepOfAll(logits, high), at);
  }

  /** Puts the ids that are left into the scratch, lowest first, with weights; says how many. */
  private int keepOfFew(float[] logits, float high) {
    int count = sampling.topK();
    long[] keys = scratch.keys;
    scratch.topRanks.find(logits, count, scratch);
    for (int i = 0; i < count; i++) {
      scratch.block[i] = logits[SortKeys.id(keys[i])];
    }
    Softmax.weights(high, sampling.temperature(), scratch);
    int probable = sampling.cutsByProbability() ? probable(count) : count;
    float lowest = lowest(high);
    int kept = 0;
    for (int i = 0; i < probable; i++) {
      int id = SortKeys.id(keys[i]);
      float weight = scratch.block[i];
      if (logits[id] >= lowest && weight > Softmax.WEIGHT_MIN) {
        scratch.weights[id] = weight;
        scratch.kept[kept++] = id;
      }
    }
    Arrays.sort(scratch.kept, 0, kept);
    return kept;
  }

  /** How many of the likeliest, whose weights stand in the block, top-p leaves. */
  private int probable(int count) {
    double mass = 0;
    for (int i = 0; i < count; i++) {
      mass += scratch.block[i];
    }
    double wanted = sampling.topP() * mass;
    int probable = 0;
    do {
      wanted -= scratch.block[probable++];
    } while (probable < count && wanted > 0);
    return probable;
  }

  /** The same where each token has to be looked at. */
  private int keepOfAll(float[] logits, float high) {
    Softmax.weights(logits, high, sampling.temperature(), scratch);
    long last = Long.MAX_VALUE;
    if (sampling.topK() > 0 || sampling.cutsByProbability()) {
      last = scratch.sortKeys.last(sampling, logits, scratch.weights, high);
    }
    int count = keepFrom(floor(logits, high, last), logits);
    return last < Long.MAX_VALUE ? dropAfter(last, logits, count) : count;
  }

  /** Lowest logit that min-p leaves. */
  private float lowest(float high) {
    return sampling.minP() > 0
        ? (float) (high + sampling.temperature() * StrictMath.log(sampling.minP()))
        : Float.NEGATIVE_INFINITY;
  }

  /** Lowest logit of a token that may be left. */
  private float floor(float[] logits, float high, long last) {
    double never = high + sampling.temperature() * WEIGHT_MIN_LOG;
    float floor = Math.max((float) never, lowest(high));
    return last < Long.MAX_VALUE ? Math.max(floor, logits[SortKeys.id(last)]) : floor;
  }

  private int keepFrom(float floor, float[] logits) {
    int[] kept = scratch.kept;
    int count = 0;
    for (int id = 0; id < logits.length; id++) {
      // Written before it is known: whether a token stays is hard to predict for the processor.
      kept[count] = id;
      count += logits[id] >= floor ? 1 : 0;
    }
    return count;
  }

  /** Drops tokens that are as likely as the last one and have a higher id. */
  private int dropAfter(long last, float[] logits, int count) {
    int[] kept = scratch.kept;
    int lastId = SortKeys.id(last);
    float border = logits[lastId];
    int left = 0;
    for (int i = 0; i < count; i++) {
      int id = kept[i];
      if (id <= lastId || logits[id] != border) {
        kept[left++] = id;
      }
    }
    return left;
  }

  private int drawn(int count, double at) {
    int[] kept = scratch.kept;
    double[] sums = scratch.sums;
    double total = 0;
    int blocks = 0;
    for (int from = 0; from < count; from += BLOCK) {
      sums[blocks] = keptSum(from, Math.min(from + BLOCK, count));
      total += sums[blocks++];
    }
    double left = at * total;
    int block = 0;
    while (block < blocks - 1 && left >= sums[block]) {
      left -= sums[block++];
    }
    int i = block * BLOCK;
    int end = Math.min(i + BLOCK, count) - 1;
    while (i < end) {
      left -= scratch.weights[kept[i]];
      if (left < 0) {
        break;
      }
      i++;
    }
    return kept[i];
  }

  private double keptSum(int from, int to) {
    float[] weights = scratch.weights;
    int[] kept = scratch.kept;
    // Four sums at once: each addition waits for the one before it.
    double one = 0;
    double two = 0;
    double three = 0;
    double four = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      one += weights[kept[i]];
      two += weights[kept[i + 1]];
      three += weights[kept[i + 2]];
      four += weights[kept[i + 3]];
    }
    for (; i < to; i++) {
      one += weights[kept[i]];
    }
    return one + two + (three + four);
  }
}
