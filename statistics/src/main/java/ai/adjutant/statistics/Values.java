package ai.adjutant.statistics;

import java.util.Arrays;

/** Checks what is given to this package. */
final class Values {
  private Values() {}

  /** Refuses no values, NaN, which has no rank, and infinity, which has no mean. */
  static void check(String what, double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(what + ": there are none; give at least one");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            what + ": the one at " + i + " is " + values[i] + "; leave it out");
      }
    }
  }

  /** Refuses what is no share. */
  static void checkShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + ": give one from 0 to 1");
    }
  }

  /** Returns a sorted copy. */
  static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
