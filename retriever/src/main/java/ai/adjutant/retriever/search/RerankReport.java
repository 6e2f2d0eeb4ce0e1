package ai.adjutant.retriever.search;

import ai.adjutant.retriever.read.ReaderIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * States what became of reading and reranking the best hits.
 *
 * @param skipped why none were read; empty where some were
 * @param hitsRead how many were read
 * @param reader who read them; null where none were
 * @param elapsed how long the reader was waited for; zero where it was not asked
 */
public record RerankReport(
    Outcome outcome,
    String skipped,
    int hitsRead,
    @Nullable ReaderIdentity reader,
    Duration elapsed) {
  /** The reader was not asked. */
  static RerankReport notAsked(Outcome outcome, String why) {
    return skipped(outcome, why, Duration.ZERO);
  }

  static RerankReport skipped(Outcome outcome, String why, Duration elapsed) {
    return new RerankReport(outcome, why, 0, null, elapsed);
  }

  static RerankReport read(int hits, ReaderIdentity reader, Duration elapsed) {
    return new RerankReport(Outcome.READ, "", hits, reader, elapsed);
  }

  /** Names what became of it, for who counts. */
  public enum Outcome {
    /** Hits were read. */
    READ,
    /** The search, its corpus or the settings turn it off. */
    TURNED_OFF,
    /** There was no hit. */
    NOTHING_FOUND,
    /** The encoder or the reader does not know the corpus' language. */
    OTHER_LANGUAGE,
    /** Too little time was left. */
    NO_TIME,
    /** Inference serves no reader. */
    NO_READER,
    /** It failed of late, and was not asked. */
    PAUSED,
    /** It did not answer in time. */
    TOO_SLOW,
    /** It failed, or read what can't be. */
    FAILED,
    /** Who asked no longer waits. */
    CANCELLED
  }

  /** Hears what became of each search's reading. Called by the search's thread. */
  @FunctionalInterface
  public interface Listener {
    /** Takes one. */
    void reranked(RerankReport report);
  }
}
