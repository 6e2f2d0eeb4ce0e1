package ai.adjutant.gateway.service;

import io.grpc.Context;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One deadline for everything that a request does: the caller's, or the house's where the caller
 * set none.
 */
final class RequestDeadline implements AutoCloseable {
  private final long secondsMax;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway-deadline").factory());

  RequestDeadline(long secondsMax) {
    this.secondsMax = secondsMax;
  }

  /** Calls within the deadline; calls to peers inherit it. */
  <T> T within(Callable<T> call) throws Exception {
    Context current = Context.current();
    if (current.getDeadline() != null) {
      return call.call();
    }
    try (Context.CancellableContext bounded =
        current.withDeadlineAfter(secondsMax, TimeUnit.SECONDS, timer)) {
      return bounded.call(call);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
