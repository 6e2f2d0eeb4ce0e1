package ai.adjutant.tuner.data;

/** Seeds made from seeds, so that neighbours have nothing in common. */
public final class Seeds {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of a part, by SplitMix64's mixing function. */
  public static long of(long seed, long part) {
    long z = seed + STEP * (part + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
