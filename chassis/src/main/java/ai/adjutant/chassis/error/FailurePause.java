package ai.adjutant.chassis.error;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says when a peer that fails is not asked: after {@link #FAILURES_MAX} failures in a row, or one
 * call that finds it missing, for a while. Then one call at a time may try it, each after a further
 * pause, until one succeeds. Any thread may call.
 */
public final class FailurePause {
  /** Failures in a row after which the peer is not asked. */
  public static final int FAILURES_MAX = 3;

  private final Duration pause;
  private final LongSupplier nanoTime;

  private int failures; // guarded by this
  private long askableAt; // guarded by this; nanoTime's, counts once there are enough failures

  /**
   * Creates a pause for a peer that has not failed.
   *
   * @param pause how long it is not asked
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public FailurePause(Duration pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /** Returns how long the peer is not asked. */
  public Duration length() {
    return pause;
  }

  /** Returns whether the peer may be asked now; the caller then says what became of it. */
  public synchronized boolean mayAsk() {
    if (failures < FAILURES_MAX) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (now - askableAt < 0) {
      return false;
    }
    askableAt = now + pause.toNanos(); // others wait for what becomes of this call
    return true;
  }

  /** The peer answered. */
  public synchronized void succeeded() {
    failures = 0;
  }

  /** The peer failed. */
  public synchronized void failed() {
    failed(1);
  }

  /** The peer is not there: it need not fail again. */
  public synchronized void missing() {
    failed(FAILURES_MAX);
  }

  private void failed(int more) {
    failures = Math.min(FAILURES_MAX, failures + more);
    askableAt = nanoTime.getAsLong() + pause.toNanos();
  }
}
