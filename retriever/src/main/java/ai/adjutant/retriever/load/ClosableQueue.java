package ai.adjutant.retriever.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue that can be closed. Any thread may call. */
final class ClosableQueue<T> {
  private final int capacity;
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  ClosableQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Waits until there is space, then adds; false when the queue is closed and the item was not
   * taken.
   */
  boolean put(T item) throws InterruptedException {
    lock.lock();
    try {
      while (items.size() >= capacity && !closed) {
        changed.await();
      }
      if (closed) {
        return false;
      }
      items.add(item);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an item; empty when the queue is closed and drained. */
  Optional<T> take() throws InterruptedException {
    lock.lock();
    try {
      while (items.isEmpty() && !closed) {
        changed.await();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an item at most this long; empty when none came. */
  Optional<T> poll(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (items.isEmpty() && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private Optional<T> next() {
    Optional<T> item = Optional.ofNullable(items.poll());
    changed.signalAll();
    return item;
  }

  /** Closes the queue to further items; those in it can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns true when the queue is closed and empty. */
  boolean isDrained() {
    lock.lock();
    try {
      return closed && items.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
