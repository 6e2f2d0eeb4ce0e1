package ai.adjutant.gateway.ground;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Spares a reader that fails: after {@link #FAILURES_MAX} failures in a row, or one call that finds
 * no reader, it is not asked for a while. Then one call at a time tries it, each after a further
 * pause, until one succeeds. Any thread may call.
 */
public final class PausingClaimReader implements ClaimReader {
  /** Failures in a row after which it is not asked. */
  public static final int FAILURES_MAX = 3;

  private final ClaimReader reader;
  private final Duration pause;
  private final LongSupplier nanoTime;

  private int failures; // guarded by this
  private long askableAt; // guarded by this; nanoTime's, counts once there are enough failures

  /**
   * Wraps a reader.
   *
   * @param pause how long it is not asked
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public PausingClaimReader(ClaimReader reader, Duration pause, LongSupplier nanoTime) {
    this.reader = reader;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  @Override
  public Readings read(List<Pair> pairs, Duration timeout) {
    requireAskable();
    try {
      Readings readings = reader.read(pairs, timeout);
      succeeded();
      return readings;
    } catch (AdjutantException e) {
      if (e.reason() != ClaimReadReason.READ_CANCELLED) { // which says nothing of the reader
        failed(e.reason() == ClaimReadReason.READER_MISSING ? FAILURES_MAX : 1);
      }
      throw e;
    }
  }

  private synchronized void requireAskable() {
    if (failures < FAILURES_MAX) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - askableAt < 0) {
      throw new AdjutantException(
          ClaimReadReason.READER_PAUSED,
          "the reader of inference failed just now; it is asked again within "
              + pause.toMillis()
              + " ms");
    }
    askableAt = now + pause.toNanos(); // others wait for what becomes of this call
  }

  private synchronized void succeeded() {
    failures = 0;
  }

  private synchronized void failed(int more) {
    failures = Math.min(FAILURES_MAX, failures + more);
    askableAt = nanoTime.getAsLong() + pause.toNanos();
  }
}
