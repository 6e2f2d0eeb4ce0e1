package ai.adjutant.inference.embed;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of two lanes: whoever takes gets a question before any document. What does not
 * fit whole is refused at once. Any thread may call.
 */
final class TwoLanes<T> {
  private final int queriesMax;
  private final int documentsMax;
  private final ArrayDeque<T> queries = new ArrayDeque<>();
  private final ArrayDeque<T> documents = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private boolean closed;

  TwoLanes(int queriesMax, int documentsMax) {
    this.queriesMax = queriesMax;
    this.documentsMax = documentsMax;
  }

  /** Adds all or none; false when they don't fit or the queue is closed. */
  boolean offer(Purpose purpose, Collection<T> work) {
    lock.lock();
    try {
      ArrayDeque<T> lane = lane(purpose);
      if (closed || lane.size() + work.size() > bound(purpose)) {
        return false;
      }
      lane.addAll(work);
      filled.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next piece of work, waiting for one; empty when the queue is closed. */
  Optional<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && queries.isEmpty() && documents.isEmpty()) {
        filled.await();
      }
      if (closed) {
        return Optional.empty();
      }
      return Optional.of(queries.isEmpty() ? documents.remove() : queries.remove());
    } finally {
      lock.unlock();
    }
  }

  /** Takes work back that nobody waits for any more. */
  void remove(Collection<T> work) {
    lock.lock();
    try {
      queries.removeAll(work);
      documents.removeAll(work);
    } finally {
      lock.unlock();
    }
  }

  /** Wakes everybody; what waits is returned to be refused. */
  Collection<T> close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      ArrayDeque<T> left = new ArrayDeque<>(queries);
      left.addAll(documents);
      queries.clear();
      documents.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  int bound(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> queriesMax;
      case DOCUMENT -> documentsMax;
    };
  }

  private ArrayDeque<T> lane(Purpose purpose) {
    return switch (purpose) {
      case QUERY -> queries;
      case DOCUMENT -> documents;
    };
  }
}
