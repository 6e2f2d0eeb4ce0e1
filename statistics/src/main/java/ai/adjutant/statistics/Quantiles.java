package ai.adjutant.statistics;

/**
 * Computes quantiles of a sample. Each is one of the values, none is interpolated: a time that is
 * reported was measured, a threshold was some question's score.
 *
 * <p>The two definitions differ only where {@code share * n} is a whole number: there every number
 * between two neighbours is a quantile, and they take its lower or its upper end. Source: R. J.
 * Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
 * (1996), 361–365, definition 1 (the inverse of the empirical distribution function).
 */
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Sorts a copy of the values.
   *
   * @param values at least one
   */
  public static Quantiles of(double[] values) {
    Values.check("values", values);
    return new Quantiles(Values.sorted(values));
  }

  /**
   * Returns the nearest rank (definition 1): the lowest value that at least this share of the
   * values is at or below. For percentiles in reports.
   *
   * @param share 0 (the lowest value) to 1 (the highest)
   */
  public double nearestRank(double share) {
    Values.checkShare(share);
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  /**
   * Returns the upper end: the highest value that at most this share of the values is below. For a
   * threshold that may refuse no more than a share, where a score at the threshold passes.
   *
   * @param share 0 (the lowest value) to 1 (the highest)
   */
  public double atMostBelow(double share) {
    Values.checkShare(share);
    int below = (int) Math.floor(share * sorted.length);
    return sorted[Math.min(below, sorted.length - 1)];
  }
}
