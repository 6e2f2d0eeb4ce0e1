package ai.adjutant.inference.threads;

import ai.adjutant.inference.platform.RunQueueDelay;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * Controls how many threads of one graph's pool take part in its runs, by parking the others.
 *
 * <p>ONNX Runtime sends a part of each node's work to every thread of the pool, and waits for those
 * that have begun theirs. A parked thread is busy with a task that ends when it is released: what
 * is sent to it meanwhile is not begun, and done by the thread that sent it. The parts are the same
 * whoever does them, so no bit of a result depends on this.
 *
 * <p>One thread runs the graph and closes this; those of the pool only call {@link #enter()}.
 */
public final class IntraOpThreadController implements AutoCloseable {
  /** Run time that is judged together. */
  private static final Duration WINDOW = Duration.ofMillis(50);

  /** Classes of runs by size, each from half of its tokens to all: 1, 2, 4 and so on. */
  private static final int SIZES = 10;

  private final int threads;
  private final RunQueueDelay delay;
  private final ThreadCountPolicy[] policies;
  private final ThreadLocal<Boolean> entered = ThreadLocal.withInitial(this::register);
  private final Deque<ParkedWorker> parked = new ArrayDeque<>();
  private int size;
  private volatile int active;
  private int runTokens;
  private long tokens;
  private long runNanos;
  private long delayNanos;

  /**
   * Controls a pool.
   *
   * @param threads of the pool, the one that runs the graph among them
   * @param delay counts how long these threads wait for a core; closed with this
   */
  public IntraOpThreadController(int threads, RunQueueDelay delay) {
    this.threads = threads;
    active = threads;
    this.delay = delay;
    policies =
        IntStream.range(0, SIZES)
            .mapToObj(each -> new ThreadCountPolicy(threads))
            .toArray(ThreadCountPolicy[]::new);
  }

  private Boolean register() {
    delay.add();
    return true;
  }

  /** Counts the calling thread, one of the pool, from its first call on. */
  public void enter() {
    entered.get();
  }

  /**
   * Chooses how many threads the next run has, and releases parked ones that it should have. For
   * the thread that runs the graph.
   *
   * @param count tokens of the run
   */
  public void beginRun(int count) {
    int next = Math.min(SIZES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    if (next != size) {
      judge();
      size = next;
    }
    runTokens = count;
    active = policies[size].threads();
    while (parked.size() > threads - active) {
      parked.pop().release();
    }
  }

  /**
   * Parks the threads that the run should not have. For the thread that runs the graph, inside one
   * of its kernels.
   *
   * @param context of the kernel
   */
  public void park(long context) {
    while (parked.size() < threads - active) {
      parked.push(new ParkedWorker(context));
    }
  }

  /** Threads that the last run did without. */
  public int parkedThreads() {
    return threads - active;
  }

  /** Takes note of a run that has ended. */
  public void endRun(long nanos) {
    runNanos += nanos;
    tokens += runTokens;
    if (runNanos >= WINDOW.toNanos()) {
      judge();
    }
  }

  private void judge() {
    long now = delay.nanos();
    if (tokens > 0) {
      policies[size].observe(tokens, runNanos, now - delayNanos);
    }
    delayNanos = now;
    runNanos = 0;
    tokens = 0;
  }

  /** Releases all threads; the graph is not run any more. */
  @Override
  public void close() {
    parked.forEach(ParkedWorker::release);
    parked.forEach(ParkedWorker::join);
    delay.close();
  }
}
