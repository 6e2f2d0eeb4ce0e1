package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.index.IndexView;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what a load has done so far. Any thread may call. */
final class LoadCounters {
  private static final int FAILURES_MAX = 1_000;
  private static final int WARNINGS_MAX = 100;

  private final Corpus corpus;
  private final String id;
  private final Clock clock;
  private final Instant startTime;
  private final Map<DocumentOutcome.Change, Long> changes =
      new EnumMap<>(DocumentOutcome.Change.class);
  private final List<DocumentOutcome> failures = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private LoadSnapshot.State state = LoadSnapshot.State.RUNNING;
  private Instant endTime = Instant.MAX;
  private long files;
  private long expectedFiles;
  private long bytes;
  private long chunks;
  private long corpusDocuments;
  private long corpusChunks;

  LoadCounters(Corpus corpus, String id, Clock clock) {
    this.corpus = corpus;
    this.id = id;
    this.clock = clock;
    this.startTime = clock.instant();
  }

  synchronized void fileArrived() {
    files++;
  }

  synchronized long files() {
    return files;
  }

  synchronized void bytesArrived(long count) {
    bytes += count;
  }

  synchronized void chunksWritten(long count) {
    chunks += count;
  }

  synchronized void count(DocumentOutcome outcome) {
    changes.merge(outcome.change(), 1L, Long::sum);
    if (outcome.change() == DocumentOutcome.Change.FAILED && failures.size() < FAILURES_MAX) {
      failures.add(outcome);
    }
  }

  synchronized long counted(DocumentOutcome.Change change) {
    return changes.getOrDefault(change, 0L);
  }

  /** Says how many files will come, where that is known. */
  synchronized void expect(long count) {
    expectedFiles = count;
  }

  synchronized void warn(String warning) {
    if (warnings.size() < WARNINGS_MAX) {
      warnings.add(warning);
    }
  }

  synchronized void end(LoadSnapshot.State end) {
    state = end;
    endTime = clock.instant();
  }

  synchronized boolean isRunning() {
    return state == LoadSnapshot.State.RUNNING;
  }

  LoadSnapshot snapshot() {
    countCorpus();
    synchronized (this) {
      Instant until = state == LoadSnapshot.State.RUNNING ? clock.instant() : endTime;
      return new LoadSnapshot(
          corpus.settings().name(),
          id,
          state,
          changes,
          files,
          expectedFiles,
          bytes,
          chunks,
          startTime,
          Duration.between(startTime, until),
          failures,
          List.copyOf(warnings),
          corpusDocuments,
          corpusChunks);
    }
  }

  /** Counts the corpus while the load runs; afterwards the last counts stand. */
  private void countCorpus() {
    if (!isRunning()) {
      return;
    }
    try (IndexView view = corpus.index().view()) {
      long documentsNow = view.documentCount();
      long chunksNow = view.chunkCount();
      synchronized (this) {
        corpusDocuments = documentsNow;
        corpusChunks = chunksNow;
      }
    } catch (AdjutantException e) {
      return; // its index was exchanged or closed at this moment: the last counts stand
    } catch (IOException e) {
      warn("the corpus could not be counted: " + e.getClass().getSimpleName());
    }
  }
}
