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
 * A fixed number of threads for all models that work in short turns. Any thread may call; the owner
 * closes it after the models.
 *
 * <p>A question never waits for documents: when they have every thread, one thread more runs it,
 * and the next turn of documents waits until the number is right again.
 */
public final class Workers implements AutoCloseable {
  private final int budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Lane, Waiting> waiting = new EnumMap<>(Lane.class);
  private final Map<Lane, Integer> running = new EnumMap<>(Lane.class);
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  private Workers(int budget, int questionsMax, int documentsMax) {
    this.budget = budget;
    waiting.put(Lane.QUESTIONS, new Waiting(questionsMax));
    waiting.put(Lane.DOCUMENTS, new Waiting(documentsMax));
    running.put(Lane.QUESTIONS, 0);
    running.put(Lane.DOCUMENTS, 0);
  }

  /**
   * Starts the threads.
   *
   * @param budget turns that run at once, at least 1
   * @param questionsMax pieces of questions that may wait, at least 1
   * @param documentsMax pieces of documents that may wait, at least 1
   */
  public static Workers start(int budget, int questionsMax, int documentsMax) {
    if (budget < 1 || questionsMax < 1 || documentsMax < 1) {
      throw new IllegalArgumentException(budget + ", " + questionsMax + ", " + documentsMax);
    }
    Workers workers = new Workers(budget, questionsMax, documentsMax);
    for (int i = 0; i <= budget; i++) { // one more than the budget: see above
      workers.threads.add(Thread.ofPlatform().name("work-" + i).daemon().start(workers::work));
    }
    return workers;
  }

  /** Turns that run at once, which is also how many threads one that is alone may use. */
  public int budget() {
    return budget;
  }

  /** Access for one model, which messages call by this name. */
  public Share share(String name) {
    return new Share(this, name);
  }

  void submit(Lane lane, Job<?> job) {
    int pieces = job.waiting();
    lock.lock();
    try {
      if (closed || job.share().isClosed()) {
        throw job.share().stopped();
      }
      Waiting queue = of(lane);
      if (!queue.offer(job)) {
        throw new AdjutantException(
            WorkReason.WORK_QUEUE_FULL,
            "the queue is full: it holds "
                + queue.piecesMax()
                + " texts of this purpose and "
                + pieces
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

  /** Fails what waits of a share and waits for what runs, which is bounded by one turn. */
  void retire(Share share) {
    lock.lock();
    try {
      share.markClosed();
    } finally {
      lock.unlock();
    }
    remove(job -> job.share() == share).forEach(job -> job.pending().fail(share.stopped()));
    lock.lock();
    try {
      while (!share.isIdle()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private record Taken(Lane lane, Waiting.Turn turn) {}

  private void work() {
    for (Optional<Taken> next = take(); next.isPresent(); next = take()) {
      Job<?> job = next.get().turn().job();
      try {
        next.get().turn().work().run();
      } catch (RuntimeException | Error e) {
        // The loop's edge: the request fails, its waiter logs it, the worker goes on.
        job.pending().fail(e);
      } finally {
        ended(next.get());
      }
    }
  }

  /** The next turn, waiting for one; empty when closed. */
  private Optional<Taken> take() {
    lock.lock();
    try {
      while (!closed) {
        Optional<Taken> next = choose();
        if (next.isPresent()) {
          running.merge(next.get().lane(), 1, Integer::sum);
          next.get().turn().job().share().begun();
          return next;
        }
        changed.awaitUninterruptibly();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Optional<Taken> choose() {
    int questions = count(Lane.QUESTIONS);
    if (questions < budget) {
      Optional<Waiting.Turn> question = of(Lane.QUESTIONS).next();
      if (question.isPresent()) {
        return question.map(turn -> new Taken(Lane.QUESTIONS, turn));
      }
    }
    return questions + count(Lane.DOCUMENTS) < budget
        ? of(Lane.DOCUMENTS).next().map(turn -> new Taken(Lane.DOCUMENTS, turn))
        : Optional.empty();
  }

  private void ended(Taken taken) {
    lock.lock();
    try {
      running.merge(taken.lane(), -1, Integer::sum);
      taken.turn().job().share().ended();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Waiting of(Lane lane) {
    return Objects.requireNonNull(waiting.get(lane));
  }

  private int count(Lane lane) {
    return Objects.requireNonNull(running.get(lane));
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
    remove(job -> true).forEach(job -> job.pending().fail(job.share().stopped()));
    threads.forEach(Uninterruptibles::joinUninterruptibly); // at most one turn each
  }
}
