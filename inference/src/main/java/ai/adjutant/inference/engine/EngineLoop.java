package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The one thread that owns a decoder and its sequences. Sequences take turns, one step each. Any
 * thread may submit and withdraw.
 */
final class EngineLoop implements AutoCloseable {
  private final String model;
  private final Decoder decoder;
  private final int sequencesMax;
  private final int queueMax;
  private final BlockingQueue<Task> queue;
  private final Thread thread;
  private volatile boolean closing;

  EngineLoop(String model, Decoder decoder, EngineSettings settings) {
    this.model = model;
    this.decoder = decoder;
    sequencesMax = settings.sequencesMax();
    queueMax = settings.queueMax();
    queue = new ArrayBlockingQueue<>(queueMax);
    thread = Thread.ofPlatform().name("engine-" + model).daemon().start(this::run);
  }

  /**
   * Hands a request to the loop.
   *
   * @throws AdjutantException ENGINE_QUEUE_FULL or ENGINE_CLOSED, at once
   */
  void submit(Task task) {
    if (closing) {
      throw closed();
    }
    if (!queue.offer(task)) {
      throw new AdjutantException(
          EngineReason.ENGINE_QUEUE_FULL,
          "model '" + model + "' is busy: " + queueMax + " requests wait already; try again later");
    }
    if (closing && queue.remove(task)) {
      throw closed(); // the loop may have looked for the last time before it was added
    }
  }

  /** Takes a request back that waits no more; one under way ends with its next step. */
  void withdraw(Task task) {
    queue.remove(task);
  }

  private void run() {
    ArrayDeque<Task> active = new ArrayDeque<>();
    try {
      while (!closing) {
        admit(active);
        Task task = active.remove();
        if (advance(task)) {
          task.release();
        } else {
          active.add(task);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only close() interrupts
    } finally {
      closing = true; // however it ends, nothing may wait for a loop that is gone
      active.forEach(this::abandon);
      for (Task left = queue.poll(); left != null; left = queue.poll()) {
        abandon(left);
      }
      decoder.close();
    }
  }

  /** Fills the turns; waits only when there is nothing else to do. */
  private void admit(ArrayDeque<Task> active) throws InterruptedException {
    if (active.isEmpty()) {
      active.add(queue.take());
    }
    while (active.size() < sequencesMax) {
      Task next = queue.poll();
      if (next == null) {
        return;
      }
      active.add(next);
    }
  }

  private boolean advance(Task task) {
    if (task.givenUp()) {
      return true;
    }
    try {
      return task.step(decoder);
    } catch (RuntimeException | Error e) {
      // The loop's edge: one request fails, whoever waits for it logs why, the others go on.
      task.fail(e);
      return true;
    }
  }

  private void abandon(Task task) {
    task.fail(closed());
    task.release();
  }

  private static AdjutantException closed() {
    return new AdjutantException(EngineReason.ENGINE_CLOSED, "the service is stopping");
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(); // at most one step
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
