package ai.adjutant.inference.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * The threads of one graph's pool, of which some stand aside where that makes runs faster.
 *
 * <p>ONNX Runtime sends a part of each node's work to every thread of the pool, and waits for those
 * that have begun theirs. A thread stands aside by beginning a part that ends when it is called
 * back: what is sent to it meanwhile is not begun, and done by the thread that sent it. The parts
 * are the same whoever does them, so no bit of a result depends on this.
 *
 * <p>One thread runs the graph and closes this; those of the pool only say that they are there.
 */
final class Crew implements AutoCloseable {
  /** What runs take to be judged together. */
  private static final Duration WINDOW = Duration.ofMillis(50);

  /** Sizes of runs, each from half of its tokens to all: 1, 2, 4 and so on. */
  private static final int SIZES = 10;

  private final int threads;
  private final CoreWaits waits;
  private final CrewPolicy[] policies;
  private final ThreadLocal<Boolean> counted = ThreadLocal.withInitial(this::count);
  private final Deque<Aside> aside = new ArrayDeque<>();
  private int size;
  private volatile int chosen;
  private int runTokens;
  private long tokens;
  private long running;
  private long waited;

  /** For a pool of this many threads, the one that runs the graph among them. */
  Crew(int threads, CoreWaits waits) {
    this.threads = threads;
    chosen = threads;
    this.waits = waits;
    policies =
        IntStream.range(0, SIZES)
            .mapToObj(each -> new CrewPolicy(threads))
            .toArray(CrewPolicy[]::new);
  }

  int threads() {
    return threads;
  }

  private Boolean count() {
    waits.add();
    return true;
  }

  /** Says that the calling thread is one of the pool. */
  void present() {
    counted.get();
  }

  /**
   * Chooses how many threads the next run should have, and calls back those that stand aside and
   * should not. For the thread that runs the graph.
   *
   * @param count tokens of the run
   */
  void choose(int count) {
    int next = Math.min(SIZES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
    if (next != size) {
      judge();
      size = next;
    }
    runTokens = count;
    chosen = policies[size].threads();
    while (aside.size() > threads - chosen) {
      aside.pop().callBack();
    }
  }

  /**
   * Sends those aside that the run should not have. For the thread that runs the graph, in a kernel
   * of a graph whose pool has all threads.
   *
   * @param context of the kernel
   */
  void gather(long context) {
    while (aside.size() < threads - chosen && sendAside(context)) {}
  }

  private boolean sendAside(long context) {
    try {
      aside.push(new Aside(context));
      return true;
    } catch (OutOfMemoryError e) {
      return false; // a thread could not be started; the run has all of them
    }
  }

  /** Threads that the last run did without. */
  int aside() {
    return threads - chosen;
  }

  /** Takes note of a run that has ended. */
  void ran(long nanos) {
    running += nanos;
    tokens += runTokens;
    if (running >= WINDOW.toNanos()) {
      judge();
    }
  }

  private void judge() {
    long now = waits.nanos();
    if (tokens > 0) {
      policies[size].watched(tokens, running, now - waited);
    }
    waited = now;
    running = 0;
    tokens = 0;
  }

  /** Calls all threads back; the graph is not run any more. */
  @Override
  public void close() {
    aside.forEach(Aside::callBack);
    aside.forEach(Aside::join);
    waits.close();
  }
}
