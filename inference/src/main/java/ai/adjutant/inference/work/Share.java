package ai.adjutant.inference.work;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;

/** One model's access to the workers. Any thread may call; the model closes it before itself. */
public final class Share implements AutoCloseable {
  private final Workers workers;
  private final String name;
  private int running;
  private boolean closed;

  Share(Workers workers, String name) {
    this.workers = workers;
    this.name = name;
  }

  /** Does the pieces of one turn in a worker's thread; its results in the order of the pieces. */
  @FunctionalInterface
  public interface Step<T> {
    /** Runs to its end; a turn should take well under a second. */
    List<T> run(List<Integer> pieces);
  }

  /**
   * Begins a request.
   *
   * @param turns the pieces by number, from 0 without gaps; those of one turn are done together
   * @throws AdjutantException WORK_QUEUE_FULL at once when they don't fit, WORK_STOPPED
   */
  public <T> Pending<T> begin(Lane lane, List<List<Integer>> turns, Step<T> step) {
    Job<T> job = new Job<>(this, List.copyOf(turns), step);
    workers.submit(lane, job);
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
