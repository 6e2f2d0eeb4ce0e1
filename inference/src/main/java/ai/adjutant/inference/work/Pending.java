package ai.adjutant.inference.work;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for the results of one request. Any thread may wait for them or cancel them. */
public final class Pending<T> {
  private final CompletableFuture<List<T>> whole = new CompletableFuture<>();

  Pending() {}

  /**
   * Waits for the results, one an item, in the order of the items.
   *
   * @throws AdjutantException when an item failed, or WORK_STOPPED
   * @throws CancellationException when it was cancelled
   */
  public List<T> await() throws InterruptedException {
    return await(whole);
  }

  /**
   * Waits for the result of another thread; fails as it failed there.
   *
   * @throws CancellationException when it was cancelled
   */
  public static <R> R await(CompletableFuture<R> outcome) throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Cancels the request: items that have not begun are not run. */
  public void cancel() {
    whole.cancel(false);
  }

  boolean isOver() {
    return whole.isDone();
  }

  void complete(List<T> results) {
    whole.complete(new ArrayList<>(results));
  }

  void fail(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  /** Runs the step when it ends without results. */
  void whenLost(Runnable step) {
    whole.whenComplete((results, failure) -> {
      if (failure != null) {
        step.run();
      }
    });
  }
}
