package ai.adjutant.inference.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Queues the requests of one priority and serves them round robin, one batch each, so that a long
 * one doesn't hold up a short one. Bounded in items. Under its owner's lock.
 */
final class RoundRobinQueue {
  private final int itemsMax;
  private final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();

  RoundRobinQueue(int itemsMax) {
    this.itemsMax = itemsMax;
  }

  /** Holds a batch that is to run now. */
  record Batch(Job<?> job, Runnable work) {}

  int itemsMax() {
    return itemsMax;
  }

  /** Adds a request whole or not at all. */
  boolean offer(Job<?> job) {
    int items = jobs.stream().mapToInt(Job::waiting).sum();
    if (items + job.waiting() > itemsMax) {
      return false;
    }
    jobs.add(job);
    return true;
  }

  Optional<Batch> next() {
    while (!jobs.isEmpty()) {
      Job<?> job = jobs.remove();
      Optional<Runnable> work = job.next();
      if (work.isPresent()) {
        if (job.waiting() > 0) {
          jobs.add(job);
        }
        return Optional.of(new Batch(job, work.get()));
      }
    }
    return Optional.empty();
  }

  List<Job<?>> remove(Predicate<Job<?>> which) {
    List<Job<?>> removed = new ArrayList<>(jobs.stream().filter(which).toList());
    jobs.removeAll(removed);
    return removed;
  }
}
