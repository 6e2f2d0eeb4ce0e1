package ai.adjutant.statistics;

/** Computes the interval of a share of hits. */
public final class Proportion {
  /** The standard normal's 97.5 % quantile, for an interval of 95 %. */
  private static final double Z = 1.959964;

  private Proportion() {}

  /**
   * Returns a share with Wilson's score interval: all shares p whose normal test would not reject
   * the hits seen, {@code |hits/of - p| <= z sqrt(p (1 - p) / of)}, solved for p. It stays within 0
   * and 1, and has a width where none or all are hits.
   *
   * <p>Source: E. B. Wilson, "Probable inference, the law of succession, and statistical
   * inference", Journal of the American Statistical Association 22 (1927), 209–212.
   *
   * @param hits 0 to {@code of}
   * @param of how many there are, at least 1
   */
  public static Interval wilson(int hits, int of) {
    if (of < 1 || hits < 0 || hits > of) {
      throw new IllegalArgumentException(
          hits + " hits of " + of + ": give at least one, and no more hits than there are");
    }
    double p = (double) hits / of;
    double denominator = 1 + Z * Z / of;
    double centre = (p + Z * Z / (2.0 * of)) / denominator;
    double half = Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / denominator;
    return new Interval(p, Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
