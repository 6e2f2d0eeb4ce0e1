package ai.adjutant.tuner.train;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.torch.Torch;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A thread with a learner that no other thread touches while it works. */
final class Worker implements AutoCloseable {
  private final ExecutorService thread;
  private final NDManager owner;
  private final Learner learner;

  private Worker(ExecutorService thread, NDManager owner, Learner learner) {
    this.thread = thread;
    this.owner = owner;
    this.learner = learner;
  }

  /**
   * Starts a thread and makes its learner on it.
   *
   * @param number from 0
   * @param threads that one product may use
   */
  static Worker start(int number, int threads, Torch torch, Function<NDManager, Learner> learners) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "tuner-worker-" + number));
    NDManager owner = torch.newManager();
    try {
      Learner learner =
          get(
              thread.submit(() -> {
                Torch.prepareThread(threads);
                return learners.apply(owner);
              }));
      return new Worker(thread, owner, learner);
    } catch (RuntimeException e) {
      thread.close();
      owner.close();
      throw e;
    }
  }

  /** Its learner, for looking at while it rests. */
  Learner learner() {
    return learner;
  }

  /** Has its thread do something; there is at most one thing at a time. */
  <R> Future<R> submit(Callable<R> work) {
    return thread.submit(work);
  }

  /**
   * Waits for work, however long it takes: training has no deadline, and the user may interrupt.
   */
  static <R> R get(Future<R> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AdjutantException(
          TrainReason.TRAINING_INTERRUPTED, "training was interrupted; start again to go on", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AdjutantException known) {
        throw known;
      }
      throw new IllegalStateException("a worker failed", e.getCause());
    }
  }

  @Override
  public void close() {
    thread.close();
    owner.close();
  }
}
