package ai.adjutant.retriever.load;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.DocumentRecord;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.load.DocumentOutcome.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents and commits them in groups; only then are they reported. Originals are durable
 * before the commit that names them. Used by the load's own thread alone.
 */
final class Committer {
  private static final int GROUP_MAX = 256;
  private static final int PAGE = 500;
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

  private final Corpus corpus;
  private final LoadRequest request;
  private final LoadState state;
  private final LoadListener listener;
  private final Duration delay;
  private final List<DocumentOutcome> pending = new ArrayList<>();
  private boolean staged;
  private long generation;
  private long stagedChunks;
  private long groupStartNanos;
  private long progressNanos = System.nanoTime();

  Committer(LoadContext context, LoadRequest request, LoadState state, LoadListener listener) {
    this.corpus = context.corpus();
    this.request = request;
    this.state = state;
    this.listener = listener;
    this.delay = context.settings().limits().commitDelay();
  }

  /** Works until all stages before it are done. */
  void run() throws InterruptedException {
    while (!state.steps().isDrained()) {
      Optional<Step> step = state.steps().poll(pending.isEmpty() ? PROGRESS_INTERVAL : delay);
      if (step.isPresent()) {
        take(step.get());
      }
      boolean late = System.nanoTime() - groupStartNanos >= delay.toNanos();
      if (pending.size() >= GROUP_MAX || (!pending.isEmpty() && late)) {
        flush();
      }
      reportProgress();
    }
    flush();
  }

  private void take(Step step) {
    if (state.isFailed()) {
      return; // the stages before still empty themselves
    }
    if (pending.isEmpty()) {
      groupStartNanos = System.nanoTime();
    }
    try {
      if (step instanceof Step.Write write) {
        stage(write);
      }
      pending.add(step.outcome());
    } catch (AdjutantException e) {
      state.fail(e.getMessage(), e);
    } catch (IOException e) {
      state.fail("a document could not be written; is the disk full?", e);
    }
  }

  private void stage(Step.Write write) throws IOException {
    staged(corpus.writer().replace(write.stored(), write.chunks(), write.encoder()));
    stagedChunks += write.chunks().size();
  }

  /** Notes that something is staged; what was staged before must not have been dropped since. */
  private void staged(long next) throws IOException {
    if (staged && next != generation) {
      throw new IOException("what was staged was dropped by a failure meanwhile");
    }
    staged = true;
    generation = next;
  }

  private void flush() {
    if (state.isFailed()) {
      pending.clear();
      return;
    }
    try {
      if (staged) {
        corpus.writer().commit(generation);
        state.counters().chunksWritten(stagedChunks);
      }
    } catch (IOException e) {
      state.fail("documents could not be committed; is the disk full?", e);
      pending.clear();
      return;
    }
    staged = false;
    stagedChunks = 0;
    for (DocumentOutcome outcome : pending) {
      state.counters().count(outcome);
      detachUnless(listener.document(outcome));
    }
    pending.clear();
  }

  private void reportProgress() {
    long now = System.nanoTime();
    if (now - progressNanos >= PROGRESS_INTERVAL.toNanos() && !state.isDetached()) {
      progressNanos = now;
      detachUnless(listener.progress(state.counters().snapshot()));
    }
  }

  private void detachUnless(boolean heard) {
    if (!heard) {
      state.detach();
    }
  }

  /** Removes what the load did not name, if that was asked for and the load is whole. */
  void prune() {
    if (!request.prune() || !state.isWhole() || state.counters().files() == 0) {
      return;
    }
    try {
      for (DocumentRecord document : unnamed()) {
        if (!request.dryRun()) {
          staged(corpus.writer().delete(document.id()));
          state.replaced(document.provenance().original());
        }
        pending.add(DocumentOutcome.of(document.id(), Change.REMOVED, document.chunkCount()));
      }
    } catch (IOException e) {
      state.fail("documents that are gone could not be removed", e);
    }
    flush();
  }

  private List<DocumentRecord> unnamed() throws IOException {
    List<DocumentRecord> unnamed = new ArrayList<>();
    try (IndexView view = corpus.index().view()) {
      @Nullable String after = null;
      List<DocumentRecord> page;
      do {
        page = view.documents(new Condition.Everything(), after, PAGE);
        for (DocumentRecord document : page) {
          if (state.names().mayPrune(document)) {
            unnamed.add(document);
          }
          after = document.id();
        }
      } while (page.size() == PAGE);
    }
    return unnamed;
  }

  /** Removes originals that nothing refers to any more. */
  void tidy() {
    corpus.originals().settle();
    try (IndexView view = corpus.index().view()) {
      for (String original : state.originalsTouched()) {
        corpus.originals().purge(original, view);
      }
    } catch (IOException e) {
      state.warn("originals that nothing refers to are swept at the next start");
    }
  }
}
