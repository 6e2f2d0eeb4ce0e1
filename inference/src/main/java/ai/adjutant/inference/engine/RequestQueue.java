package ai.adjutant.inference.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Requests that wait, bounded, in the order of their coming. Any thread may call. */
final class RequestQueue {
  private final int most;
  private final Map<Long, Job> jobs = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long nextId;
  private boolean closed;

  RequestQueue(int most) {
    this.most = most;
  }

  /** What came of an offer. */
  enum Offer {
    /** It waits. */
    TAKEN,
    /** As many wait already as may. */
    FULL,
    /** Nothing is taken any more. */
    CLOSED
  }

  /** A request that waits. */
  record Entry(long id, Job job) {}

  Offer offer(Job job) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (jobs.size() >= most) {
        return Offer.FULL;
      }
      jobs.put(nextId++, job);
      changed.signalAll();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /** Removes a request that waits no more; nothing happens when it is not here. */
  void remove(Job job) {
    lock.lock();
    try {
      jobs.values().remove(job);
    } finally {
      lock.unlock();
    }
  }

  /** Takes one out by its id; null when it was removed. */
  @Nullable Job take(long id) {
    lock.lock();
    try {
      return jobs.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /** Those that wait, in the order of their coming. */
  List<Entry> list() {
    lock.lock();
    try {
      List<Entry> entries = new ArrayList<>(jobs.size());
      jobs.forEach((id, job) -> entries.add(new Entry(id, job)));
      return entries;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return jobs.size();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something waits, or until it is closed. */
  void awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (jobs.isEmpty() && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; returns what waits. */
  List<Job> close() {
    lock.lock();
    try {
      closed = true;
      List<Job> left = new ArrayList<>(jobs.values());
      jobs.clear();
      changed.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
