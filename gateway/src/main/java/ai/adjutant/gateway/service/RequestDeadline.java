package ai.adjutant.gateway.service;

import ai.adjutant.gateway.tier.TimeLimit;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One deadline for everything that a request does: the caller's, or the policy's where the caller
 * set none.
 */
final class RequestDeadline implements AutoCloseable {
  private final Duration most;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("gateway-deadline").factory());

  RequestDeadline(Duration most) {
    this.most = most;
  }

  /** Runs with the time that the request has. */
  interface Timed<T> {
    T call(TimeLimit time) throws Exception;
  }

  /** Calls within the deadline; calls to peers inherit it. */
  <T> T within(Timed<T> call) throws Exception {
    Context current = Context.current();
    Deadline deadline = current.getDeadline();
    if (deadline != null) {
      Duration left = Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS));
      return call.call(TimeLimit.in(left, System::nanoTime));
    }
    try (Context.CancellableContext bounded =
        current.withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS, timer)) {
      return bounded.call(() -> call.call(TimeLimit.in(most, System::nanoTime)));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
