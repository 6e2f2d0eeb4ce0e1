package ai.adjutant.inference.service;

import ai.adjutant.inference.work.Pending;
import io.grpc.Context;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Watches whether the current call is cancelled or past its deadline. */
final class CancellationWatch implements AutoCloseable {
  private final Context call = Context.current();
  private final Context.CancellationListener listener;

  private CancellationWatch(Runnable step) {
    listener = context -> step.run();
  }

  /** Runs the step once when the call is cancelled, at once if it is already; until closed. */
  static CancellationWatch run(Runnable step) {
    CancellationWatch watch = new CancellationWatch(step);
    watch.call.addListener(watch.listener, Runnable::run);
    return watch;
  }

  /** Waits for results, and cancels them when the call is cancelled. */
  static <T> List<T> await(Pending<T> pending) {
    try (CancellationWatch watch = run(pending::cancel)) {
      return pending.await();
    } catch (CancellationException e) {
      throw Checks.cancelled();
    } catch (InterruptedException e) {
      pending.cancel();
      Thread.currentThread().interrupt();
      throw Checks.cancelled();
    }
  }

  @Override
  public void close() {
    call.removeListener(listener);
  }
}
