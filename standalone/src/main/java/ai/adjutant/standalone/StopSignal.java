package ai.adjutant.standalone;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Takes the signals that ask the process to stop, so that it stops in order: servers drain, models
 * close, and only then does the process exit.
 *
 * <p>Left alone, the JVM answers such a signal by running all shutdown hooks at once. ONNX
 * Runtime's binding registers one that releases its environment, which running graphs still use:
 * the process ends in a crash. So nothing here may call {@link System#exit} before the services are
 * closed, and a stop that takes too long ends the process without any hook.
 */
final class StopSignal {
  private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

  /** A process that a signal ended exits with this and the signal's number. */
  private static final int EXIT_BASE = 128;

  /** Signals by which terminals, service managers and users ask for a stop. */
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private final CompletableFuture<Integer> received = new CompletableFuture<>();
  private final Duration stopMax;

  private StopSignal(Duration stopMax) {
    this.stopMax = stopMax;
  }

  /**
   * Takes the signals from now on. Those after the first have no effect.
   *
   * @param stopMax how long a stop may take, from the signal on; then the process ends as it is
   */
  static StopSignal install(Duration stopMax) {
    StopSignal stop = new StopSignal(stopMax);
    for (String name : NAMES) {
      try {
        Signal.handle(new Signal(name), signal -> stop.receive(EXIT_BASE + signal.getNumber()));
      } catch (IllegalArgumentException e) {
        // The platform has no such signal, or leaves it to the operating system (-Xrs).
        log.debug("signal not taken: signal={} reason={}", name, e.getMessage());
      }
    }
    return stop;
  }

  private void receive(int exitCode) {
    if (received.complete(exitCode)) {
      Thread.ofPlatform().daemon().name("stop-deadline").start(() -> endLate(exitCode));
    }
  }

  /** Ends a process whose services do not close; one that stops in time is gone by then. */
  private void endLate(int exitCode) {
    try {
      Thread.sleep(stopMax);
    } catch (InterruptedException e) {
      return; // nobody interrupts it; the stop goes on without a deadline
    }
    log.error("the stop took more than {} s; the process ends now", stopMax.toSeconds());
    Runtime.getRuntime().halt(exitCode);
  }

  /** Whether a stop was asked for. */
  boolean isReceived() {
    return received.isDone();
  }

  /** Waits for the signal; returns the exit code that reports it. */
  int await() throws InterruptedException {
    try {
      return received.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the signal is only ever completed with a value", e);
    }
  }
}
