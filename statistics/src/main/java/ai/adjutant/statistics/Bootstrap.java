package ai.adjutant.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Computes 95 % percentile intervals by the bootstrap: the measure of many samples that are drawn
 * from the values with replacement, each as large as the original, without the 2.5 % of them at
 * either end.
 *
 * <p>Sources: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7
 * (1979), 1–26; the percentile interval: B. Efron and R. J. Tibshirani, "An Introduction to the
 * Bootstrap" (1993), chapter 13. Few values (below about 20) give intervals that are too narrow.
 *
 * @param resamples how many samples are drawn, {@link #RESAMPLES_MIN} to {@link #RESAMPLES_MAX}
 * @param seed of the draws: the same values always give the same interval
 */
public record Bootstrap(int resamples, long seed) {
  /** With fewer, only one or two lie beyond each end, and chance places it. */
  public static final int RESAMPLES_MIN = 100;

  /** Bounds time and memory. */
  public static final int RESAMPLES_MAX = 100_000;

  /** Draws 1,000 resamples; every report uses it, so that reports can be compared. */
  public static final Bootstrap STANDARD = new Bootstrap(1_000, 20_261_124);

  private static final double TAIL = 0.025;

  /** Checks the number of resamples. */
  public Bootstrap {
    if (resamples < RESAMPLES_MIN || resamples > RESAMPLES_MAX) {
      throw new IllegalArgumentException(
          "%d resamples: give %d to %d".formatted(resamples, RESAMPLES_MIN, RESAMPLES_MAX));
    }
  }

  /**
   * Returns the mean with its interval.
   *
   * @param values at least one
   */
  public Interval mean(double[] values) {
    double[] means = means(values);
    return interval(Arrays.stream(values).average().orElseThrow(), means);
  }

  /**
   * Returns the share of resamples whose mean is above zero: of differences between two systems on
   * the same questions, about the probability that the second is better.
   *
   * @param differences at least one
   */
  public double shareAboveZero(double[] differences) {
    double[] means = means(differences);
    return (double) Arrays.stream(means).filter(mean -> mean > 0).count() / means.length;
  }

  private double[] means(double[] values) {
    Values.check("values", values);
    Random random = new Random(seed);
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    return means;
  }

  /**
   * Returns the sum of some values over the sum of others with its interval, such as an F1 of hits
   * and misses; the pairs are resampled. A resample over nothing counts as 0.
   *
   * @param above values above the line
   * @param below values below the line, as many, none negative; the measure is undefined where all
   *     are 0
   */
  public Interval ratio(double[] above, double[] below) {
    Values.check("values above", above);
    Values.check("values below", below);
    if (above.length != below.length) {
      throw new IllegalArgumentException(above.length + " values over " + below.length);
    }
    double all = Arrays.stream(below).sum();
    if (all == 0) {
      return Interval.UNDEFINED;
    }
    Random random = new Random(seed);
    double[] ratios = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      double over = 0;
      for (int j = 0; j < above.length; j++) {
        int drawn = random.nextInt(above.length);
        sum += above[drawn];
        over += below[drawn];
      }
      ratios[i] = over == 0 ? 0 : sum / over;
    }
    return interval(Arrays.stream(above).sum() / all, ratios);
  }

  /**
   * Returns the area under the ROC curve with its interval; each side is resampled by itself.
   *
   * @param positives scores of those that should score high; at least one
   * @param negatives scores of the others; at least one
   * @see Auc#area
   */
  public Interval auc(double[] positives, double[] negatives) {
    double area = Auc.area(positives, negatives);
    Random random = new Random(seed);
    double[] areas = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      areas[i] = Auc.checkedArea(resample(positives, random), resample(negatives, random));
    }
    return interval(area, areas);
  }

  /**
   * Returns measures of a curve of risk over coverage, each with its interval, all over the same
   * samples of its questions.
   *
   * @param measures such as {@link RiskCoverage#area}
   */
  public List<Interval> riskCoverage(
      RiskCoverage curve, List<ToDoubleFunction<RiskCoverage>> measures) {
    Random random = new Random(seed);
    double[][] values = new double[measures.size()][resamples];
    for (int i = 0; i < resamples; i++) {
      RiskCoverage resampled = curve.resampled(random);
      for (int j = 0; j < values.length; j++) {
        values[j][i] = measures.get(j).applyAsDouble(resampled);
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (int j = 0; j < values.length; j++) {
      intervals.add(interval(measures.get(j).applyAsDouble(curve), values[j]));
    }
    return intervals;
  }

  private static double[] resample(double[] values, Random random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }

  /** As many resamples are left out below as above: 25 each of 1,000. */
  private static Interval interval(double measure, double[] resampled) {
    Arrays.sort(resampled);
    int leftOut = (int) (TAIL * resampled.length);
    return new Interval(measure, resampled[leftOut], resampled[resampled.length - 1 - leftOut]);
  }
}
