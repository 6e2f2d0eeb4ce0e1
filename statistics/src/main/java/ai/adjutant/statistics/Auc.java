package ai.adjutant.statistics;

/**
 * Computes the area under the ROC curve: the probability that a random positive scores above a
 * random negative, ties counted half.
 *
 * <p>It equals the Mann–Whitney statistic U divided by the number of pairs. Sources: H. B. Mann and
 * D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than
 * the other", Annals of Mathematical Statistics 18 (1947), 50–60; J. A. Hanley and B. J. McNeil,
 * "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
 * Radiology 143 (1982), 29–36. Its interval: {@link Bootstrap#auc}.
 */
public final class Auc {
  private Auc() {}

  /**
   * Returns the area, 0 to 1, in O((n + m) log m).
   *
   * @param positives scores of those that should score high; at least one
   * @param negatives scores of the others; at least one
   */
  public static double area(double[] positives, double[] negatives) {
    Values.check("positives", positives);
    Values.check("negatives", negatives);
    return checkedArea(positives, negatives);
  }

  /** The area of what was checked before. */
  static double checkedArea(double[] positives, double[] negatives) {
    double[] sorted = Values.sorted(negatives);
    double wins = 0; // halves: exact up to 2^52 pairs
    for (double positive : positives) {
      int below = firstNotBelow(sorted, positive);
      int upTo = firstAbove(sorted, positive);
      wins += below + (upTo - below) / 2.0;
    }
    return wins / ((double) positives.length * negatives.length);
  }

  // Both compare as numbers, so that -0.0 ties with 0.0: Arrays.binarySearch would not.
  private static int firstNotBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int firstAbove(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
