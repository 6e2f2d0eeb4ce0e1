package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;

/**
 * States what became of one document.
 *
 * @param document its id, or the path of a file that could not be read
 * @param reason UPPER_SNAKE; empty unless it failed
 * @param message what was wrong and how to mend it; empty unless it failed
 */
public record DocumentOutcome(
    String document,
    Change change,
    String reason,
    String message,
    List<String> warnings,
    int chunkCount) {
  /** Copies the warnings. */
  public DocumentOutcome {
    warnings = List.copyOf(warnings);
  }

  static DocumentOutcome of(String document, Change change, int chunkCount) {
    return new DocumentOutcome(document, change, "", "", List.of(), chunkCount);
  }

  static DocumentOutcome failed(String document, AdjutantException why) {
    return new DocumentOutcome(
        document, Change.FAILED, why.reason().name(), why.getMessage(), List.of(), 0);
  }

  /** Names the kinds of outcome. */
  public enum Change {
    /** New. */
    ADDED,
    /** In place of an earlier version. */
    CHANGED,
    /** Stands already. */
    UNCHANGED,
    /** No longer named. */
    REMOVED,
    /** Could not be read; an earlier version stays. */
    FAILED
  }
}
