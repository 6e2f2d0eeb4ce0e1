package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.GenerationEvent.Ending;
import ai.adjutant.inference.sample.Sampler;
import java.time.Duration;
import java.util.Set;

/** One generation: a token chosen a step, its text watched for stop texts. Owned by the loop. */
final class GenerateJob implements Job {
  private final Generation generation;
  private final Info info;
  private final long seed;
  private final int truncatedTokens;
  private final Set<Long> endTokens;
  private final int contextLength;
  private final Sampler sampler;
  private final AnswerText text;
  private final EngineMeter meter;
  private final long submittedNanos;
  private long admittedNanos;
  private long firstNanos;
  private long lastNanos;
  private int generated;
  private double logProbabilities;
  private double lowestLogProbability;
  private long sequences;

  /**
   * What a generation starts from.
   *
   * @param truncatedTokens tokens that were cut from the prompt
   * @param submittedNanos when it was asked for, on the engine's clock
   */
  record Start(Info info, long seed, int truncatedTokens, long submittedNanos) {}

  GenerateJob(
      Generation generation,
      Start start,
      DecoderLimits limits,
      Sampler sampler,
      AnswerText text,
      EngineMeter meter) {
    this.generation = generation;
    info = start.info();
    seed = start.seed();
    truncatedTokens = start.truncatedTokens();
    submittedNanos = start.submittedNanos();
    endTokens = limits.endTokens();
    contextLength = limits.contextLength();
    this.sampler = sampler;
    this.text = text;
    this.meter = meter;
  }

  /** What ends an answer by itself. */
  record DecoderLimits(Set<Long> endTokens, int contextLength) {}

  @Override
  public Info info() {
    return info;
  }

  @Override
  public boolean cancelled() {
    return generation.cancelled();
  }

  @Override
  public void admitted(long nowNanos) {
    admittedNanos = nowNanos;
    meter.queued(nowNanos - submittedNanos);
  }

  @Override
  public int next(int position, float[] logits, Step step) {
    int token = sampler.sample(logits);
    if (endTokens.contains((long) token)) {
      return finish(Ending.STOP, text.rest(), step);
    }
    clock(step.nowNanos());
    generated++;
    sequences += step.sequences();
    sampler.observe(token);
    double logProbability = sampler.logProbability();
    logProbabilities += logProbability;
    lowestLogProbability = Math.min(lowestLogProbability, logProbability);
    generation.add(text.add(token), token, logProbability);
    if (text.stopped()) {
      return finish(Ending.STOP, "", step);
    }
    // The token that would come next needs this one in the KV cache.
    if (generated == info.newTokensMax() || position + 1 >= contextLength) {
      return finish(Ending.LENGTH, text.rest(), step);
    }
    return token;
  }

  private int finish(Ending ending, String rest, Step step) {
    long firstAt = generated == 0 ? step.nowNanos() : firstNanos;
    Duration perToken =
        generated > 1
            ? Duration.ofNanos((lastNanos - firstNanos) / (generated - 1))
            : Duration.ZERO;
    Usage usage =
        new Usage(
            info.tokens().length,
            truncatedTokens,
            generated,
            Duration.ofNanos(admittedNanos - submittedNanos),
            Duration.ofNanos(firstAt - submittedNanos),
            perToken,
            seed,
            generated == 0 ? 0 : logProbabilities / generated,
            lowestLogProbability,
            generated == 0 ? 0 : (double) sequences / generated);
    generation.finish(rest, new GenerationEvent.Finished(ending, usage));
    return DONE;
  }

  private void clock(long nowNanos) {
    if (generated == 0) {
      firstNanos = nowNanos;
      meter.firstToken(nowNanos - submittedNanos);
    } else {
      meter.nextToken(nowNanos - lastNanos);
    }
    lastNanos = nowNanos;
  }

  @Override
  public void fail(Throwable failure) {
    generation.fail(failure);
  }
}
