package ai.adjutant.chassis.threads;

/**
 * What a use may take of the budget.
 *
 * @param use its name for people and programs, such as {@code generation}
 * @param count threads that compute at once, at least 1
 */
public record ThreadShare(String use, int count) {
  /** Refuses a share of nothing. */
  public ThreadShare {
    if (count < 1) {
      throw new IllegalArgumentException(use + " needs a thread, not " + count);
    }
  }
}
