package ai.adjutant.inference.work;

import ai.adjutant.chassis.error.AdjutantException;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Runs short batches of all models on a fixed number of threads. Any thread may call; the owner
 * closes it after the models.
 *
 * <p>Interactive work never waits for bulk work: when that has every thread, one thread more runs
 * it, and the next batch of bulk work waits until the number is right again.
 */
public final class Workers implements AutoCloseable {
  private final int budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Priority, RoundRobinQueue> waiting = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> running = new EnumMap<>(Priority.class);
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private Workers(int budget, int interactiveMax, int bulkMax) {
    this.budget = budget;
    waiting.put(Priority.INTERACTIVE, new RoundRobinQueue(interactiveMax));
    waiting.put(Priority.BULK, new RoundRobinQueue(bulkMax));
    running.put(Priority.INTERACTIVE, 0);
    running.put(Priority.BULK, 0);
  }

  /**
   * Starts the threads.
   *
   * @param budget batches that run at once, at least 1
   * @param interactiveMax interactive items that may wait, at least 1
   * @param bulkMax bulk items that may wait, at least 1
   */
  public static Workers start(int budget, int interactiveMax, int bulkMax) {
    if (budget < 1 || interactiveMax < 1 || bulkMax < 1) {
      throw new IllegalArgumentException(budget + ", " + interactiveMax + ", " + bulkMax);
    }
    Workers workers = new Workers(budget, interactiveMax, bulkMax);
    for (int i = 0; i <= budget; i++) { // one more than the budget: see above
      workers.threads.add(Thread.ofPlatform().name("work-" + i).daemon().start(workers::work));
    }
    return workers;
  }

  /** Turns that run at once, which is also how many threads one that is alone may use. */
  public int budget() {
    return budget;
  }

  /** Creates the client of one model, which messages call by this name. */
  public Client client(String name) {
    return new Client(this, name);
  }

  void submit(Priority priority, Job<?> job) {
    int items = job.waiting();
    lock.lock();
    try {
      if (closed || job.client().isClosed()) {
        throw job.client().stopped();
      }
      RoundRobinQueue queue = of(priority);
      if (!queue.offer(job)) {
        throw new AdjutantException(
            WorkReason.WORK_QUEUE_FULL,
            "the queue is full: it holds "
                + queue.itemsMax()
                + " texts of this purpose and "
                + items
                + " more were asked for; try again later");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    job.pending().whenLost(() -> remove(other -> other == job));
  }

  private List<Job<?>> remove(Predicate<Job<?>> which) {
    lock.lock();
    try {
      List<Job<?>> gone = new ArrayList<>();
      waiting.values().forEach(queue -> gone.addAll(queue.remove(which)));
      return gone;
    } finally {
      lock.unlock();
    }
  }

  /** Fails the waiting jobs of a client and waits for what runs, which is bounded by one batch. */
  void retire(Client client) {
    lock.lock();
    try {
      client.markClosed();
    } finally {
      lock.unlock();
    }
    remove(job -> job.client() == client).forEach(job -> job.pending().fail(client.stopped()));
    lock.lock();
    try {
      while (!client.isIdle()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private record Taken(Priority priority, RoundRobinQueue.Batch batch) {}

  private void work() {
    for (Optional<Taken> next = take(); next.isPresent(); next = take()) {
      Job<?> job = next.get().batch().job();
      try {
        next.get().batch().work().run();
      } catch (RuntimeException | Error e) {
        // The loop's edge: the request fails, its waiter logs it, the worker goes on.
        job.pending().fail(e);
      } finally {
        ended(next.get());
      }
    }
  }

  /** The next batch, waiting for one; empty when closed. */
  private Optional<Taken> take() {
    lock.lock();
    try {
      while (!closed) {
        Optional<Taken> next = nextBatch();
        if (next.isPresent()) {
          running.merge(next.get().priority(), 1, Integer::sum);
          next.get().batch().job().client().begun();
          return next;
        }
        changed.awaitUninterruptibly();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Taken> nextBatch() {
    int interactive = count(Priority.INTERACTIVE);
    if (interactive < budget) {
      Optional<RoundRobinQueue.Batch> next = of(Priority.INTERACTIVE).next();
      if (next.isPresent()) {
        return next.map(batch -> new Taken(Priority.INTERACTIVE, batch));
      }
    }
    return interactive + count(Priority.BULK) < budget
        ? of(Priority.BULK).next().map(batch -> new Taken(Priority.BULK, batch))
        : Optional.empty();
  }

  private void ended(Taken taken) {
    lock.lock();
    try {
      running.merge(taken.priority(), -1, Integer::sum);
      taken.batch().job().client().ended();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private RoundRobinQueue of(Priority priority) {
    return Objects.requireNonNull(waiting.get(priority));
  }

  private int count(Priority priority) {
    return Objects.requireNonNull(running.get(priority));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    remove(job -> true).forEach(job -> job.pending().fail(job.client().stopped()));
    threads.forEach(Uninterruptibles::joinUninterruptibly); // at most one batch each
  }
}
