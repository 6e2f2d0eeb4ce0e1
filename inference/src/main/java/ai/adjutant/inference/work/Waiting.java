package ai.adjutant.inference.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requests that wait in a lane, one turn each in rotation, so that a long one doesn't hold up a
 * short one. Bounded in pieces. Under its owner's lock.
 */
final class Waiting {
  private final int piecesMax;
  private final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();

  Waiting(int piecesMax) {
    this.piecesMax = piecesMax;
  }

  /** A turn that is to run now. */
  record Turn(Job<?> job, Runnable work) {}

  int piecesMax() {
    return piecesMax;
  }

  /** Adds a request whole or not at all. */
  boolean offer(Job<?> job) {
    int pieces = jobs.stream().mapToInt(Job::waiting).sum();
    if (pieces + job.waiting() > piecesMax) {
      return false;
    }
    jobs.add(job);
    return true;
  }

  Optional<Turn> next() {
    while (!jobs.isEmpty()) {
      Job<?> job = jobs.remove();
      Optional<Runnable> work = job.next();
      if (work.isPresent()) {
        if (job.waiting() > 0) {
          jobs.add(job);
        }
        return Optional.of(new Turn(job, work.get()));
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
