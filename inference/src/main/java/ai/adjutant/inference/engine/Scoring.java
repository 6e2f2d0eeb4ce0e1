package ai.adjutant.inference.engine;

import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.work.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Log-probabilities of given tokens, under way. Any thread may wait for them or give them up. */
public final class Scoring {
  private final CompletableFuture<List<ScoredToken>> scores = new CompletableFuture<>();

  Scoring() {}

  /**
   * Waits for each token but the first, given those before it.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when scoring fails
   * @throws CancellationException when it was cancelled
   */
  public List<ScoredToken> await() throws InterruptedException {
    return Pending.await(scores);
  }

  /** Gives it up; the loop takes at most the step that it is in. */
  public void cancel() {
    scores.cancel(false);
  }

  /** The part of it that the loop owns. */
  Job job(long[] tokens, long deadlineNanos, SamplerScratch scratch) {
    return new ScoreJob(new Job.Info(tokens, 0, false, deadlineNanos), scratch);
  }

  void onCancel(Runnable step) {
    scores.whenComplete((done, failure) -> {
      if (failure instanceof CancellationException) {
        step.run();
      }
    });
  }

  private final class ScoreJob implements Job {
    private final Info info;
    private final SamplerScratch scratch;
    private final List<ScoredToken> scored = new ArrayList<>();

    ScoreJob(Info info, SamplerScratch scratch) {
      this.info = info;
      this.scratch = scratch;
    }

    @Override
    public Info info() {
      return info;
    }

    @Override
    public boolean cancelled() {
      return scores.isDone();
    }

    @Override
    public void admitted(long nowNanos) {}

    @Override
    public int next(int position, float[] logits, Step step) {
      if (position + 1 == info.tokens().length) {
        scores.complete(List.copyOf(scored));
        return DONE;
      }
      int id = (int) info.tokens()[position + 1];
      scored.add(new ScoredToken(id, Sampler.logProbability(logits, id, scratch)));
      return id;
    }

    @Override
    public void fail(Throwable failure) {
      scores.completeExceptionally(failure);
    }
  }
}
