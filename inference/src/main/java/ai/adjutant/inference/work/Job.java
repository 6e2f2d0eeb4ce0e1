package ai.adjutant.inference.work;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * One request's work, cut into turns. {@link #next} and {@link #waiting} under the queue's lock.
 */
final class Job<T> {
  private final Share share;
  private final Pending<T> pending = new Pending<>();
  private final List<List<Integer>> turns;
  private final Share.Step<T> step;
  private final AtomicReferenceArray<T> results;
  private final AtomicInteger missing;
  private int begun;
  private int waiting;

  Job(Share share, List<List<Integer>> turns, Share.Step<T> step) {
    this.share = share;
    this.turns = turns;
    this.step = step;
    waiting = turns.stream().mapToInt(List::size).sum();
    results = new AtomicReferenceArray<>(waiting);
    missing = new AtomicInteger(waiting);
  }

  Share share() {
    return share;
  }

  Pending<T> pending() {
    return pending;
  }

  /** Pieces that have not begun. */
  int waiting() {
    return waiting;
  }

  /** The next turn to run; empty when there is none, or nobody waits any more. */
  Optional<Runnable> next() {
    if (waiting == 0 || pending.isOver()) {
      return Optional.empty();
    }
    List<Integer> pieces = turns.get(begun++);
    waiting -= pieces.size();
    return Optional.of(() -> run(pieces));
  }

  private void run(List<Integer> pieces) {
    if (pending.isOver()) {
      return;
    }
    List<T> done = step.run(pieces);
    if (done.size() != pieces.size()) {
      throw new IllegalStateException(done.size() + " results of " + pieces.size() + " pieces");
    }
    for (int i = 0; i < pieces.size(); i++) {
      results.set(pieces.get(i), done.get(i));
    }
    if (missing.addAndGet(-pieces.size()) == 0) {
      pending.complete(
          IntStream.range(0, results.length())
              .mapToObj(i -> Objects.requireNonNull(results.get(i)))
              .toList());
    }
  }
}
