package ai.adjutant.gateway.evidence;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Holds a measure with its 95 % interval.
 *
 * @param mean the measure
 * @param low lower end
 * @param high upper end
 */
public record Estimate(double mean, double low, double high) {
  private static final int RESAMPLES = 1_000;
  private static final long SEED = 20_261_124;

  /** Estimates a share with Wilson's score interval (Wilson 1927). */
  static Estimate share(int hits, int of) {
    if (of == 0) {
      return new Estimate(0, 0, 1);
    }
    double z = 1.959964;
    double p = (double) hits / of;
    double denominator = 1 + z * z / of;
    double centre = (p + z * z / (2 * of)) / denominator;
    double half = z * Math.sqrt(p * (1 - p) / of + z * z / (4.0 * of * of)) / denominator;
    return new Estimate(p, Math.max(0, centre - half), Math.min(1, centre + half));
  }

  /**
   * Estimates the area under the ROC curve: the probability that a positive scores above a
   * negative, ties half. Interval by a seeded bootstrap over both sides.
   */
  static Estimate auc(double[] positives, double[] negatives) {
    Random random = new Random(SEED);
    double[] resampled = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      resampled[i] = area(resample(positives, random), resample(negatives, random));
    }
    Arrays.sort(resampled);
    ToDoubleFunction<Double> at = share -> resampled[(int) Math.round(share * (RESAMPLES - 1))];
    return new Estimate(
        area(positives, negatives), at.applyAsDouble(0.025), at.applyAsDouble(0.975));
  }

  private static double[] resample(double[] values, Random random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }

  /** Returns the area itself. */
  static double area(double[] positives, double[] negatives) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double positive : positives) {
      int below = lowerBound(sorted, positive);
      int upTo = lowerBound(sorted, Math.nextUp(positive));
      wins += below + (upTo - below) / 2.0;
    }
    return wins / ((double) positives.length * negatives.length);
  }

  private static int lowerBound(double[] sorted, double value) {
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
}
