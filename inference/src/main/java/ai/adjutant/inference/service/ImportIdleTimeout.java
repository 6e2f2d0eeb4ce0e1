package ai.adjutant.inference.service;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends imports that are idle for too long: a client that sends nothing more would hold its place
 * and the bytes it sent for ever. Any thread may call; the owner closes it after the server.
 */
public final class ImportIdleTimeout implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImportIdleTimeout.class);
  private static final Duration MOST = Duration.ofDays(1);

  private final Duration idle;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("import-idle-timeout").factory());

  /**
   * Creates a timeout for each part of an import.
   *
   * @param idle from one part to the next, more than nothing and at most a day
   */
  public ImportIdleTimeout(Duration idle) {
    if (!idle.isPositive() || idle.compareTo(MOST) > 0) {
      timer.shutdownNow();
      throw new IllegalArgumentException(
          "the idle timeout of imports is " + idle + "; it must be above 0 and at most " + MOST);
    }
    this.idle = idle;
    timer.setRemoveOnCancelPolicy(true);
    // A part that comes while the service stops is no bug.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** How long it is. */
  Duration idle() {
    return idle;
  }

  /** Watches over one import; the step runs when its client misses a turn. */
  Turns watch(Runnable late) {
    return new Turns(late);
  }

  /** Who is to act: the client, whose time is bounded, or the handler. */
  final class Turns {
    private final Runnable late;

    /** What stands for the client's turn; none while the handler acts, and when all is over. */
    private final AtomicReference<@Nullable Object> turn = new AtomicReference<>();

    private @Nullable Future<?> alarm;

    private Turns(Runnable late) {
      this.late = late;
    }

    /** The client is to act. */
    void client() {
      Object mine = new Object();
      turn.set(mine);
      alarm =
          timer.schedule(
              () -> {
                if (turn.compareAndSet(mine, null)) {
                  runLate();
                }
              },
              idle.toNanos(),
              TimeUnit.NANOSECONDS);
    }

    private void runLate() {
      try {
        late.run();
      } catch (RuntimeException e) {
        log.warn("an import that was idle could not be removed", e);
      }
    }

    /** The client has acted; false when it was late, and all is over. */
    boolean handler() {
      Future<?> pending = alarm;
      if (pending != null) {
        pending.cancel(false);
        alarm = null;
      }
      return turn.getAndSet(null) != null;
    }
  }

  /** Stops the timer; an import that is under way has to be ended otherwise. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
