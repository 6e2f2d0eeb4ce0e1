package ai.adjutant.chassis.threads;

/**
 * What a use may take.
 *
 * @param count threads that compute at once, at least 1
 */
public record ThreadShare(ThreadUse use, int count) {
  /** Refuses a share of nothing. */
  public ThreadShare {
    if (count < 1) {
      throw new IllegalArgumentException(use.word() + " needs a thread, not " + count);
    }
  }
}
