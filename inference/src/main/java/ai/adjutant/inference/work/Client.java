package ai.adjutant.inference.work;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;

/**
 * Submits one model's work to the workers. Any thread may call; the model closes it before itself.
 */
public final class Client implements AutoCloseable {
  private final Workers workers;
  private final String name;
  private int running;
  private boolean closed;

  Client(Workers workers, String name) {
    this.workers = workers;
    this.name = name;
  }

  /** Runs the items of one batch in a worker's thread; its results in the order of the items. */
  @FunctionalInterface
  public interface Step<T> {
    /** Runs to its end; a batch should take well under a second. */
    List<T> run(List<Integer> items);
  }

  /**
   * Begins a request.
   *
   * @param batches the items by number, from 0 without gaps; those of one batch are done together
   * @throws AdjutantException WORK_QUEUE_FULL at once when they don't fit, WORK_STOPPED
   */
  public <T> Pending<T> begin(Priority priority, List<List<Integer>> batches, Step<T> step) {
    Job<T> job = new Job<>(this, List.copyOf(batches), step);
    workers.submit(priority, job);
    return job.pending();
  }

  /** Fails what waits and returns when nothing of it runs any more. */
  @Override
  public void close() {
    workers.retire(this);
  }

  // What follows is under the workers' lock.

  void begun() {
    running++;
  }

  void ended() {
    running--;
  }

  boolean isIdle() {
    return running == 0;
  }

  boolean isClosed() {
    return closed;
  }

  void markClosed() {
    closed = true;
  }

  AdjutantException stopped() {
    return new AdjutantException(WorkReason.WORK_STOPPED, name + " is stopping");
  }
}
