package ai.adjutant.chassis.threads;

/**
 * How many threads each use may take of a machine. A share is a ceiling, not a reservation: what
 * idles leaves the processors to the others. Answers come first: generation and embedding may each
 * have all of the budget, what runs in the background a part of it.
 *
 * @param generation threads of one step of a language model
 * @param embedding texts that are embedded or reranked at once
 * @param merges merges of index segments at once
 * @param parsers documents that are parsed at once
 */
public record ThreadBudget(int generation, int embedding, int merges, int parsers) {
  /** The largest budget, in threads. */
  public static final int THREADS_MAX = 256;

  /** A step of a small model gains nothing from more. */
  private static final int GENERATION_MAX = 8;

  /** Each merge holds a segment's vectors in memory. */
  private static final int MERGES_MAX = 4;

  /** Each parser is a process with a heap of its own. */
  private static final int PARSERS_MAX = 4;

  /** With two, a document on which a parser hangs does not hold up all others. */
  private static final int PARSERS_MIN = 2;

  /**
   * Shares out a budget.
   *
   * @param threads 1 to {@link #THREADS_MAX}; no use takes more
   */
  public static ThreadBudget of(int threads) {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException(
          "a budget of " + threads + " threads, not 1 to " + THREADS_MAX);
    }
    return new ThreadBudget(
        Math.min(threads, GENERATION_MAX),
        threads,
        Math.clamp(threads / 4, 1, MERGES_MAX),
        Math.min(threads, Math.clamp(threads / 2, PARSERS_MIN, PARSERS_MAX)));
  }
}
