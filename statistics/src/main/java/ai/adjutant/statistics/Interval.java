package ai.adjutant.statistics;

/**
 * Holds a measure with its 95 % interval. A percentile interval of very few values may lie beside
 * its mean by rounding, so only the order of the ends is checked.
 *
 * @param mean the measure: the mean of values, of hits (a share) or of won pairs (an area)
 * @param low lower end
 * @param high upper end
 */
public record Interval(double mean, double low, double high) {
  /** Stands in a report for a measure over nothing: three times NaN. */
  public static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Checks that the ends are in order, or that nothing is defined at all. */
  public Interval {
    boolean undefined = Double.isNaN(mean) && Double.isNaN(low) && Double.isNaN(high);
    if (!undefined && (Double.isNaN(mean) || !(low <= high))) {
      throw new IllegalArgumentException(
          "mean %s with interval [%s, %s]: give numbers, the lower end first"
              .formatted(mean, low, high));
    }
  }
}
