package ai.adjutant.admin.hub;

import ai.adjutant.admin.terminal.CommandFailure;
import ai.adjutant.admin.terminal.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Tries again with growing pauses: so many times in a row without a byte, and never past a few
 * hours in all.
 */
final class Retries {
  private static final Duration WHOLE_MAX = Duration.ofHours(6);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(250);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(20);

  private final URI address;
  private final int most;
  private final long startNanos = System.nanoTime();
  private final SplittableRandom jitter = new SplittableRandom();

  /** A call that may fail. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * So many tries again.
   *
   * @param address the hub, for messages
   */
  Retries(URI address, int most) {
    this.address = address;
    this.most = most;
  }

  /**
   * Calls until it works.
   *
   * @param arrived bytes that came so far; more of them begin the count anew
   * @throws CommandFailure when it does not work
   */
  <T> T run(Attempt<T> attempt, LongSupplier arrived) {
    int failed = 0;
    while (true) {
      long before = arrived.getAsLong();
      try {
        return attempt.run();
      } catch (IOException e) {
        failed = arrived.getAsLong() > before ? 1 : failed + 1;
        long elapsed = System.nanoTime() - startNanos;
        if (failed > most || elapsed > WHOLE_MAX.toNanos()) {
          throw failure(e, failed);
        }
        pause(failed);
      }
    }
  }

  private void pause(int failed) {
    long nanos = Math.min(PAUSE_MAX.toNanos(), PAUSE_FIRST.toNanos() << Math.min(failed - 1, 10));
    LockSupport.parkNanos(nanos / 2 + jitter.nextLong(nanos / 2 + 1));
  }

  private CommandFailure failure(IOException last, int tried) {
    String words = last.getMessage();
    CommandFailure failure =
        new CommandFailure(
            ExitCode.NOT_AVAILABLE,
            "the hub "
                + address
                + " can't be reached: tried "
                + tried
                + (tried == 1 ? " time" : " times")
                + ", last: "
                + (last instanceof HubFailure ? "" : last.getClass().getSimpleName() + ": ")
                + (words == null ? "no connection" : words)
                + ". What came so far is kept; the same command goes on from there. Without a"
                + " network, fetch the files elsewhere and use './adjutant model import"
                + " DIRECTORY'");
    failure.initCause(last);
    return failure;
  }
}
