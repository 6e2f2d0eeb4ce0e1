package ai.adjutant.inference.service;

import ai.adjutant.inference.work.Pending;
import io.grpc.Context;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Watches whether the caller of the current call is gone or out of time. */
final class GivenUp implements AutoCloseable {
  private final Context call = Context.current();
  private final Context.CancellationListener listener;

  private GivenUp(Runnable step) {
    listener = context -> step.run();
  }

  /** Runs the step once when the caller gives up, at once if it has; until closed. */
  static GivenUp run(Runnable step) {
    GivenUp watch = new GivenUp(step);
    watch.call.addListener(watch.listener, Runnable::run);
    return watch;
  }

  /** Waits for results, and gives them up when the caller does. */
  static <T> List<T> await(Pending<T> pending) {
    try (GivenUp watch = run(pending::cancel)) {
      return pending.await();
    } catch (CancellationException e) {
      throw Checks.givenUp();
    } catch (InterruptedException e) {
      pending.cancel();
      Thread.currentThread().interrupt();
      throw Checks.givenUp();
    }
  }

  @Override
  public void close() {
    call.removeListener(listener);
  }
}
