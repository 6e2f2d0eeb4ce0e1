package ai.adjutant.inference.engine;

import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Log-probabilities of given tokens, under way. Any thread may wait for them or give them up. */
public final class Scoring {
  private final CompletableFuture<List<ScoredToken>> scores = new CompletableFuture<>();

  Scoring() {}

  /**
   * Waits for each token but the first, given those before it.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException when scoring fails
   * @throws CancellationException when it was given up
   */
  public List<ScoredToken> await() throws InterruptedException {
    try {
      return scores.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error bug -> throw bug;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Gives it up; the loop takes at most the step that it is in. */
  public void cancel() {
    scores.cancel(false);
  }

  /** The part of it that the loop owns. */
  Task task(long[] tokens) {
    return new ScoreTask(tokens);
  }

  void onCancel(Runnable step) {
    scores.whenComplete((done, failure) -> {
      if (failure instanceof CancellationException) {
        step.run();
      }
    });
  }

  private final class ScoreTask implements Task {
    private final long[] tokens;
    private final Feed feed;
    private final List<ScoredToken> scored = new ArrayList<>();

    ScoreTask(long[] tokens) {
      this.tokens = tokens;
      feed = new Feed(tokens);
    }

    @Override
    public boolean step(Decoder decoder) {
      Feed.Chunk chunk = feed.next(decoder);
      float[] logits = new float[decoder.vocabularySize()];
      SamplerScratch scratch = new SamplerScratch(logits.length);
      for (int row = 0; row < chunk.count(); row++) {
        int next = chunk.start() + row + 1;
        if (next < tokens.length) {
          chunk.logits().copy(row, logits);
          int id = (int) tokens[next];
          scored.add(new ScoredToken(id, Sampler.logProbability(logits, id, scratch)));
        }
      }
      if (feed.done()) {
        scores.complete(List.copyOf(scored));
      }
      return feed.done();
    }

    @Override
    public void fail(Throwable failure) {
      scores.completeExceptionally(failure);
    }

    @Override
    public boolean givenUp() {
      return scores.isDone();
    }

    @Override
    public void release() {
      feed.close();
    }
  }
}
