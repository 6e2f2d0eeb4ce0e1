package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * States how files are to be loaded.
 *
 * @param corpus name of the corpus
 * @param dryRun read and compare, but change nothing
 * @param prune remove what the load does not name
 * @param stated of every document of the load
 * @param requestId makes the load idempotent; empty when the caller gives none
 */
public record LoadRequest(
    String corpus, boolean dryRun, boolean prune, Statement stated, String requestId) {
  private static final int LENGTH_MAX = 1_000;

  /** Refuses what is out of bounds. */
  public LoadRequest {
    if (requestId.length() > LENGTH_MAX) {
      throw new AdjutantException(
          LoadReason.BAD_METADATA, "a request id has at most " + LENGTH_MAX + " characters");
    }
  }
}
