package ai.adjutant.inference.threads;

import org.jspecify.annotations.Nullable;

/**
 * The pool of one graph.
 *
 * @param count its threads, the one that runs the graph among them
 * @param controller parks some of them while others want the cores; null where all always take part
 */
public record PoolThreads(int count, @Nullable IntraOpThreadController controller) {
  /** Checks the number. */
  public PoolThreads {
    if (count < 1) {
      throw new IllegalArgumentException(count + " threads");
    }
  }
}
