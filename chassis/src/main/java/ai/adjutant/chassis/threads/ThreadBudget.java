package ai.adjutant.chassis.threads;

/**
 * How many threads everything together may take. A share of it is a ceiling, not a reservation:
 * what idles leaves the processors to the others. Each use takes its share where its settings are
 * declared.
 *
 * @param threads 1 to {@link #THREADS_MAX}
 */
public record ThreadBudget(int threads) {
  /** The largest budget, in threads. */
  public static final int THREADS_MAX = 256;

  /** Checks the range. */
  public ThreadBudget {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException(
          "a budget of " + threads + " threads, not 1 to " + THREADS_MAX);
    }
  }

  /** A budget of so many threads. */
  public static ThreadBudget of(int threads) {
    return new ThreadBudget(threads);
  }

  /** One thread for each processor that this process may use. */
  public static ThreadBudget ofProcessors() {
    return new ThreadBudget(Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MAX));
  }
}
