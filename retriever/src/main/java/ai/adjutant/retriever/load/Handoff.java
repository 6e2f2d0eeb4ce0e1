package ai.adjutant.retriever.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue that can be closed. Any thread may call. */
final class Handoff<T> {
  private final int capacity;
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  Handoff(int capacity) {
    this.capacity = capacity;
  }

  /** Waits for room, then adds; false when the queue is closed and the item was not taken. */
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

  /** Waits for an item so long at most; empty when none came. */
  Optional<T> poll(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
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

  /** Takes no more; what is in it can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** True when nothing will ever come out again. */
  boolean isDrained() {
    lock.lock();
    try {
      return closed && items.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
