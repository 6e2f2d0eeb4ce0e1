package ai.adjutant.retriever.index.lucene;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy.OneMerge;

/**
 * Runs the merges of one index on threads of its own, each after it got a permit that all indexes
 * share.
 */
final class ThrottledMergeScheduler extends ConcurrentMergeScheduler {
  /** Merges of one index that wait or run; with more, whoever adds documents waits. */
  private static final int WAITING_MAX = 6;

  private static final long LOOK_MILLIS = 50;

  private final Semaphore turns;

  ThrottledMergeScheduler(Semaphore turns) {
    this.turns = turns;
    // As many threads as merges: with fewer, Lucene would pause a large merge for a smaller one,
    // which would wait for the turn that the paused one holds.
    setMaxMergesAndThreads(WAITING_MAX, WAITING_MAX);
  }

  @Override
  protected void doMerge(MergeSource source, OneMerge merge) throws IOException {
    boolean mine = false;
    try {
      while (!mine && !merge.isAborted()) {
        mine = turns.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the merge itself ends on it
    }
    try {
      super.doMerge(source, merge); // an aborted one too: the writer waits until it was here
    } finally {
      if (mine) {
        turns.release();
      }
    }
  }

  /** A merge is one thread. */
  @Override
  public Executor getIntraMergeExecutor(OneMerge merge) {
    return Runnable::run;
  }
}
