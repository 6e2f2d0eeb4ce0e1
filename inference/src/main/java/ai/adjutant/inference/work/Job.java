package ai.adjutant.inference.work;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Holds one request's work, cut into batches. {@link #next} and {@link #waiting} under the queue's
 * lock.
 */
final class Job<T> {
  private final Client client;
  private final Pending<T> pending = new Pending<>();
  private final List<List<Integer>> batches;
  private final Client.Step<T> step;
  private final AtomicReferenceArray<T> results;
  private final AtomicInteger missing;
  private int begun;
  private int waiting;

  Job(Client client, List<List<Integer>> batches, Client.Step<T> step) {
    this.client = client;
    this.batches = batches;
    this.step = step;
    waiting = batches.stream().mapToInt(List::size).sum();
    results = new AtomicReferenceArray<>(waiting);
    missing = new AtomicInteger(waiting);
  }

  Client client() {
    return client;
  }

  Pending<T> pending() {
    return pending;
  }

  /** Items that have not begun. */
  int waiting() {
    return waiting;
  }

  /** The next batch to run; empty when there is none, or nobody waits any more. */
  Optional<Runnable> next() {
    if (waiting == 0 || pending.isOver()) {
      return Optional.empty();
    }
    List<Integer> items = batches.get(begun++);
    waiting -= items.size();
    return Optional.of(() -> run(items));
  }

  private void run(List<Integer> items) {
    if (pending.isOver()) {
      return;
    }
    List<T> done = step.run(items);
    if (done.size() != items.size()) {
      throw new IllegalStateException(done.size() + " results of " + items.size() + " items");
    }
    for (int i = 0; i < items.size(); i++) {
      results.set(items.get(i), done.get(i));
    }
    if (missing.addAndGet(-items.size()) == 0) {
      pending.complete(
          IntStream.range(0, results.length())
              .mapToObj(i -> Objects.requireNonNull(results.get(i)))
              .toList());
    }
  }
}
