package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Map;

/**
 * How files are to be loaded.
 *
 * @param corpus name of the corpus
 * @param dryRun read and compare, but change nothing
 * @param prune remove what the load does not name
 * @param metadata given to every document; its own wins
 * @param label given to documents that state none
 * @param requestId makes the load idempotent; empty when the caller gives none
 */
public record LoadRequest(
    String corpus,
    boolean dryRun,
    boolean prune,
    Map<String, String> metadata,
    String label,
    String requestId) {
  private static final int ENTRIES_MAX = 64;
  private static final int LENGTH_MAX = 1_000;

  /** Refuses what is out of bounds. */
  public LoadRequest {
    metadata = Map.copyOf(metadata);
    boolean tooLong =
        metadata.entrySet().stream()
            .anyMatch(entry ->
                entry.getKey().isBlank()
                    || entry.getKey().length() > LENGTH_MAX
                    || entry.getValue().length() > LENGTH_MAX);
    if (metadata.size() > ENTRIES_MAX
        || tooLong
        || label.length() > LENGTH_MAX
        || requestId.length() > LENGTH_MAX) {
      throw new AdjutantException(
          LoadReason.BAD_METADATA,
          "a load gives at most "
              + ENTRIES_MAX
              + " entries of metadata; keys, values, label and request id have at most "
              + LENGTH_MAX
              + " characters, and keys are not blank");
    }
  }
}
