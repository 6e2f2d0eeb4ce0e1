package ai.adjutant.inference.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A generation under way. One thread reads its events; any thread may give it up. The loop does not
 * wait for the reader: what is not read yet grows together into one event, which takes some twenty
 * bytes a token.
 */
public final class Generation {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private StringBuilder text = new StringBuilder();
  private int[] tokens = new int[1];
  private double[] logProbabilities = new double[1];
  private int count;
  private GenerationEvent.@Nullable Finished finished;
  private @Nullable Throwable failure;
  private volatile boolean cancelled;
  private volatile Runnable onCancel = () -> {};

  Generation() {}

  /**
   * The next event, waiting for it; {@link GenerationEvent.Finished} is the last.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when generation fails
   * @throws CancellationException when it was cancelled
   */
  public GenerationEvent next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (cancelled) {
          throw new CancellationException("the generation was cancelled");
        }
        if (count > 0 || !text.isEmpty()) {
          return takeText();
        }
        if (failure != null) {
          throw thrown(failure);
        }
        if (finished != null) {
          return finished;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #next} would not wait. */
  boolean ready() {
    lock.lock();
    try {
      return cancelled || count > 0 || !text.isEmpty() || settled();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has ended, well or not. */
  boolean settled() {
    lock.lock();
    try {
      return finished != null || failure != null;
    } finally {
      lock.unlock();
    }
  }

  private GenerationEvent takeText() {
    GenerationEvent event =
        new GenerationEvent.Text(
            text.toString(),
            Arrays.stream(tokens, 0, count).boxed().toList(),
            Arrays.stream(logProbabilities, 0, count).boxed().toList());
    text = new StringBuilder();
    count = 0;
    return event;
  }

  private static RuntimeException thrown(Throwable failure) {
    return switch (failure) {
      case RuntimeException known -> known;
      case Error bug -> throw bug;
      default -> new IllegalStateException(failure);
    };
  }

  /** Cancels it; the loop takes at most the step that it is in. */
  public void cancel() {
    cancelled = true;
    onCancel.run();
    change(() -> {}); // wakes the reader
  }

  boolean cancelled() {
    return cancelled;
  }

  void onCancel(Runnable step) {
    onCancel = step;
  }

  /** A token with the text that is sure with it. */
  void add(String more, int token, double logProbability) {
    change(() -> {
      text.append(more);
      if (count == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * count);
        logProbabilities = Arrays.copyOf(logProbabilities, 2 * count);
      }
      tokens[count] = token;
      logProbabilities[count] = logProbability;
      count++;
    });
  }

  /** The end, with text that was held back. */
  void finish(String rest, GenerationEvent.Finished end) {
    change(() -> {
      text.append(rest);
      finished = end;
    });
  }

  void fail(Throwable cause) {
    change(() -> failure = cause);
  }

  private void change(Runnable step) {
    lock.lock();
    try {
      step.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
