package ai.adjutant.chassis.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for what another thread or process brings about and no latch tells. A loop of one's own
 * around {@link Thread#onSpinWait} can't be ended by JUnit's timeouts, which interrupt.
 */
public final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Await() {}

  /**
   * Returns once the condition holds.
   *
   * @param what what is waited for, for the failure's message
   * @throws AssertionError where it doesn't within 30 seconds
   * @throws InterruptedException where the thread is interrupted
   * @throws Exception what the condition throws
   */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while waiting for " + what);
      }
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new AssertionError("waited " + LONGEST.toSeconds() + " s in vain for " + what);
      }
      Thread.onSpinWait();
    }
  }
}
