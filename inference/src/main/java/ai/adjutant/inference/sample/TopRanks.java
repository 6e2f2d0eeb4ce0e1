package ai.adjutant.inference.sample;

import java.util.Arrays;

/**
 * Finds the few likeliest tokens without a look at most of the others: the highest logits of the
 * lanes, known from the search for the likeliest, say how high a logit must be, and which lanes
 * have such.
 */
final class TopRanks {
  private static final int LANES = SamplerScratch.BLOCK;

  /** Most tokens it finds: as many as there are lanes. */
  static final int COUNT_MAX = LANES;

  private final float[] sorted = new float[LANES];
  private final int[] high = new int[LANES];

  /**
   * Puts the keys of the likeliest tokens first into the scratch's keys, sorted.
   *
   * @param logits the ones that {@link Softmax#likeliest} looked through last
   * @param count how many, at most {@value #COUNT_MAX} and as many as there are logits
   */
  void find(float[] logits, int count, SamplerScratch scratch) {
    float border = border(scratch.highest, count);
    int lanes = lanesFrom(Math.nextUp(border), scratch.highest);
    int found = 0;
    for (int from = 0; from < logits.length; from += LANES) {
      for (int i = 0; i < lanes; i++) {
        int id = from + high[i];
        if (id < logits.length && logits[id] > border) {
          scratch.keys[found++] = SortKeys.key(logits[id], id);
        }
      }
    }
    if (found < count) {
      found = fillUp(logits, border, found, count, scratch);
    }
    Arrays.sort(scratch.keys, 0, found);
  }

  /** Of the tokens at the border the first, in the order of ids. */
  private int fillUp(float[] logits, float border, int found, int count, SamplerScratch scratch) {
    int lanes = lanesFrom(border, scratch.highest);
    int filled = found;
    for (int from = 0; from < logits.length; from += LANES) {
      for (int i = 0; i < lanes; i++) {
        int id = from + high[i];
        if (id < logits.length && logits[id] == border) {
          scratch.keys[filled++] = SortKeys.key(logits[id], id);
          if (filled == count) {
            return filled;
          }
        }
      }
    }
    throw new IllegalStateException(filled + " of " + count + " tokens reach the border");
  }

  /** A logit that so many lanes, and with them so many tokens, reach; fewer lanes are above. */
  private float border(float[] highest, int count) {
    System.arraycopy(highest, 0, sorted, 0, LANES);
    Arrays.sort(sorted);
    return sorted[LANES - count];
  }

  private int lanesFrom(float border, float[] highest) {
    int lanes = 0;
    for (int lane = 0; lane < LANES; lane++) {
      if (highest[lane] >= border) {
        high[lanes++] = lane;
      }
    }
    return lanes;
  }
}
