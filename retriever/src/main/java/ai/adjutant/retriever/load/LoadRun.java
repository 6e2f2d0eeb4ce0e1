package ai.adjutant.retriever.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One load: its stages and their threads. */
final class LoadRun {
  private static final Logger log = LoggerFactory.getLogger(LoadRun.class);

  private final String id;
  private final LoadRequest request;
  private final LoadTools tools;
  private final LoadListener listener;
  private final Tally tally;
  private final LoadProgress progress;
  private final CountDownLatch ended = new CountDownLatch(1);

  LoadRun(String id, LoadRequest request, LoadTools tools, LoadListener listener) {
    this.id = id;
    this.request = request;
    this.tools = tools;
    this.listener = listener;
    this.tally = new Tally(tools.corpus(), id, tools.settings().clock());
    this.progress = new LoadProgress(tools, tally);
  }

  /** Starts its threads; gives the door for its files. */
  Intake start() {
    Thread.ofPlatform().daemon().name("load-" + id).start(this::run);
    return new Intake(tools, progress);
  }

  private void run() {
    try {
      if (!listener.started(tally.snapshot())) {
        progress.desert();
      }
      List<Thread> workers = startWorkers();
      Thread.ofVirtual().name("load-end-" + id).start(() -> closeAfter(workers));
      Committer committer = new Committer(tools, request, progress, listener);
      committer.run();
      committer.prune();
      committer.tidy();
      progress.languages().warnings().forEach(progress::warn);
    } catch (InterruptedException e) {
      progress.cancel();
    } catch (RuntimeException e) {
      progress.fail("the load stopped by a fault of Adjutant's own; the log says more", e);
    } finally {
      end();
    }
  }

  private List<Thread> startWorkers() {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < tools.settings().limits().workerCount(); i++) {
      FileWorker worker = new FileWorker(tools, request, progress);
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
      progress.vectors().drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      progress.steps().close();
    }
  }

  private void end() {
    progress.steps().close();
    tally.snapshot(); // counts the corpus a last time
    tally.end(progress.endState());
    LoadSnapshot last = tally.snapshot();
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
    return tally.snapshot();
  }

  boolean isRunning() {
    return tally.isRunning();
  }

  void cancel() {
    progress.cancel();
  }

  void awaitEnd(long seconds) throws InterruptedException {
    if (!ended.await(seconds, TimeUnit.SECONDS)) {
      log.warn("load did not stop in time: load={}", id);
    }
  }
}
