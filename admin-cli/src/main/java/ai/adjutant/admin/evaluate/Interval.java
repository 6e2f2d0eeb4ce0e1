package ai.adjutant.admin.evaluate;

import java.util.Arrays;
import java.util.Random;

/**
 * A mean over questions with its 95 % bootstrap interval.
 *
 * @param mean the mean; NaN over no questions
 * @param low 2.5 % quantile of the resampled means
 * @param high 97.5 % quantile
 */
record Interval(double mean, double low, double high) {
  private static final int RESAMPLES = 1_000;

  /** Fixed, so that the same values always give the same interval. */
  private static final long SEED = 20_261_124;

  /** Percentile bootstrap over the values (Efron 1979), seeded. */
  static Interval of(double[] values) {
    if (values.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    Random random = new Random(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    return new Interval(
        Arrays.stream(values).average().orElse(Double.NaN),
        means[(int) (0.025 * RESAMPLES)],
        means[(int) (0.975 * RESAMPLES) - 1]);
  }
}
