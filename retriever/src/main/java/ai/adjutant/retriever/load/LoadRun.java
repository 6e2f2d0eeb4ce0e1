package ai.adjutant.retriever.load;

import ai.adjutant.retriever.corpus.Rebuild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One load: its stages and their threads. */
final class LoadRun {
  private static final Logger log = LoggerFactory.getLogger(LoadRun.class);

  private final String id;
  private final LoadRequest request;
  private final LoadContext context;
  private final LoadListener listener;
  private final LoadCounters counters;
  private final LoadState state;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Rebuild rebuild;

  LoadRun(String id, LoadRequest request, LoadContext context, LoadListener listener) {
    this.id = id;
    this.request = request;
    this.context = context;
    this.listener = listener;
    this.counters = new LoadCounters(context.corpus(), id, context.settings().clock());
    this.state = new LoadState(context, counters);
  }

  /** Starts its threads over the originals of a corpus. */
  void start(Rebuild again) {
    rebuild = again;
    OriginalsFeed feed = new OriginalsFeed(again, context, state);
    counters.expect(feed.files());
    Thread.ofPlatform().daemon().name("load-" + id).start(this::run);
    Thread.ofPlatform().daemon().name("load-" + id + "-originals").start(feed::run);
  }

  /** Starts its threads; gives the entry for its files. */
  Intake start() {
    Thread.ofPlatform().daemon().name("load-" + id).start(this::run);
    return new Intake(context, state);
  }

  private void run() {
    try {
      if (!listener.started(counters.snapshot())) {
        state.detach();
      }
      List<Thread> workers = startWorkers();
      Thread.ofVirtual().name("load-end-" + id).start(() -> closeAfter(workers));
      Committer committer = new Committer(context, request, state, listener);
      committer.run();
      committer.prune();
      if (rebuild == null && !request.dryRun() && hasChanged()) {
        new SuccessionStage(context.corpus(), state).run();
      }
      committer.tidy();
      state.languages().warnings().forEach(state::warn);
      @Nullable Rebuild again = rebuild;
      if (again != null) {
        exchange(again);
      }
    } catch (InterruptedException e) {
      state.cancel();
    } catch (RuntimeException e) {
      state.fail("the load stopped by a fault of Adjutant's own; the log says more", e);
    } finally {
      end();
    }
  }

  private boolean hasChanged() {
    return counters.counted(DocumentOutcome.Change.ADDED) > 0
        || counters.counted(DocumentOutcome.Change.CHANGED) > 0
        || counters.counted(DocumentOutcome.Change.REMOVED) > 0;
  }

  /** A new index serves only where it holds no less than the one before. */
  private void exchange(Rebuild again) {
    long failed = counters.counted(DocumentOutcome.Change.FAILED);
    boolean nothing = counters.counted(DocumentOutcome.Change.ADDED) == 0 && failed > 0;
    try {
      if (!state.isWhole()) {
        return;
      }
      if (nothing || (again.isServing() && failed > 0)) {
        state.fail(
            failed
                + " documents could not be made again; "
                + (again.isServing()
                    ? "the index that serves stays, nothing was changed"
                    : "nothing was changed"));
        return;
      }
      again.finish();
    } catch (IOException e) {
      state.fail("the new index could not be put in place; is the disk full?", e);
    }
  }

  private void abandon() {
    @Nullable Rebuild again = rebuild;
    if (again != null) {
      try {
        again.abandon();
      } catch (IOException e) {
        log.warn("a new index that does not serve stays until the next start: load={}", id, e);
      }
    }
  }

  private List<Thread> startWorkers() {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < context.settings().limits().workerCount(); i++) {
      FileWorker worker = new FileWorker(context, request, state);
      workers.add(
          Thread.ofPlatform().daemon().name("load-" + id + "-read-" + i).start(worker::run));
    }
    return workers;
  }

  private void closeAfter(List<Thread> workers) {
    try {
      for (Thread worker : workers) {
        worker.join();
      }
      state.vectors().drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state.steps().close();
    }
  }

  private void end() {
    state.steps().close();
    counters.snapshot(); // counts the corpus a last time
    abandon();
    counters.end(state.endState());
    LoadSnapshot last = counters.snapshot();
    log.info(
        "load ended: corpus={} load={} state={} changes={} seconds={}",
        last.corpus(),
        id,
        last.state(),
        last.changes(),
        last.elapsed().toMillis() / 1000.0);
    ended.countDown();
    listener.finished(last);
  }

  String id() {
    return id;
  }

  LoadRequest request() {
    return request;
  }

  LoadSnapshot snapshot() {
    return counters.snapshot();
  }

  boolean isRunning() {
    return counters.isRunning();
  }

  void cancel() {
    state.cancel();
  }

  void awaitEnd(long seconds) throws InterruptedException {
    if (!ended.await(seconds, TimeUnit.SECONDS)) {
      log.warn("load did not stop in time: load={}", id);
    }
  }
}
