package ai.adjutant.chassis.logging;

import java.util.function.LongSupplier;

/**
 * Decides which lines are written when more are logged than may be: a bucket that fills with so
 * many lines a second and holds those of one second. Callers synchronize.
 */
final class LineBudget {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private double left;
  private long filledNanos;
  private long suppressed;

  LineBudget(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    left = perSecond;
    filledNanos = nanoTime.getAsLong();
  }

  /** Whether a line may be written; one that may not is counted. */
  boolean take() {
    long now = nanoTime.getAsLong();
    left = Math.min(perSecond, left + (double) perSecond * (now - filledNanos) / NANOS_PER_SECOND);
    filledNanos = now;
    if (left < 1) {
      suppressed++;
      return false;
    }
    left--;
    return true;
  }

  /** Returns how many lines were not written since this was last asked. */
  long takeSuppressed() {
    long count = suppressed;
    suppressed = 0;
    return count;
  }
}
