package ai.adjutant.retriever.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Describes a load at one moment.
 *
 * @param id its id within the corpus
 * @param changes documents by what became of them
 * @param files files received
 * @param expectedFiles files that will be received; 0 where that is not known
 * @param bytes bytes received
 * @param chunks chunks written
 * @param failures the first ones
 * @param warnings what concerns the whole load
 * @param corpusDocuments documents in the corpus
 * @param corpusChunks chunks in the corpus
 */
public record LoadSnapshot(
    String corpus,
    String id,
    State state,
    Map<DocumentOutcome.Change, Long> changes,
    long files,
    long expectedFiles,
    long bytes,
    long chunks,
    Instant startTime,
    Duration elapsed,
    List<DocumentOutcome> failures,
    List<String> warnings,
    long corpusDocuments,
    long corpusChunks) {
  /** Copies the collections. */
  public LoadSnapshot {
    changes = Map.copyOf(changes);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /** Returns how many documents had this outcome. */
  public long count(DocumentOutcome.Change change) {
    return changes.getOrDefault(change, 0L);
  }

  /** States where a load stands. */
  public enum State {
    /** At work. */
    RUNNING,
    /** All files were handled. */
    SUCCEEDED,
    /** Cancelled, or its client vanished. */
    CANCELLED,
    /** Stopped for a reason that concerns no single file. */
    FAILED
  }
}
