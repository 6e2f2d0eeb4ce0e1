package ai.adjutant.inference.engine;

import ai.adjutant.inference.engine.GenerationEvent.Ending;
import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.tokenize.TextStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One generation: the prompt chunk by chunk, then a token a step. Owned by the loop. */
final class GenerateTask implements Task {
  private final Generation generation;
  private final GenerationOptions options;
  private final Set<Long> endTokens;
  private final int promptTokens;
  private final Feed feed;
  private final TextStream text;
  private final StopTexts stops;
  private final long beganNanos = System.nanoTime();
  private final long[] prompt;
  private @Nullable Sampler sampler;
  private float[] logits = new float[0];
  private int generated;
  private double logProbabilities;
  private long firstNanos;
  private long lastNanos;

  GenerateTask(
      Generation generation,
      long[] prompt,
      GenerationOptions options,
      Set<Long> endTokens,
      TextStream text) {
    this.generation = generation;
    this.options = options;
    this.endTokens = endTokens;
    this.text = text;
    promptTokens = prompt.length;
    feed = new Feed(prompt);
    this.prompt = prompt;
    stops = new StopTexts(options.stops());
  }

  @Override
  public boolean step(Decoder decoder) {
    if (feed.done()) {
      throw new IllegalStateException("the last token was not fed");
    }
    Feed.Chunk chunk = feed.next(decoder);
    if (!feed.done()) {
      return false;
    }
    if (logits.length == 0) {
      logits = new float[decoder.vocabularySize()];
    }
    chunk.logits().copy(chunk.count() - 1, logits);
    Sampler sampler = sampler(decoder);
    int token = sampler.choose(logits);
    sampler.saw(token);
    return take(token, sampler.logProbability(), decoder);
  }

  private Sampler sampler(Decoder decoder) {
    if (sampler == null) {
      sampler = new Sampler(options.sampling(), new SamplerScratch(decoder.vocabularySize()));
      for (long token : prompt) {
        sampler.saw((int) token);
      }
    }
    return sampler;
  }

  /** Takes a chosen token in; true when it was the last. */
  private boolean take(int token, double logProbability, Decoder decoder) {
    clock();
    if (endTokens.contains((long) token)) {
      return finish(Ending.STOP, stops.rest(), List.of());
    }
    generated++;
    logProbabilities += logProbability;
    String sure = stops.add(text.add(token));
    if (stops.found()) {
      return finish(Ending.STOP, sure, List.of(token));
    }
    if (generated == options.tokensMax() || feed.length() >= decoder.contextLength()) {
      return finish(Ending.LENGTH, sure + stops.rest(), List.of(token));
    }
    generation.add(new GenerationEvent.Text(sure, List.of(token)));
    feed.add(token);
    return false;
  }

  private boolean finish(Ending ending, String rest, List<Integer> tokens) {
    if (!rest.isEmpty() || !tokens.isEmpty()) {
      generation.add(new GenerationEvent.Text(rest, tokens));
    }
    Duration perToken =
        generated > 1
            ? Duration.ofNanos((lastNanos - firstNanos) / (generated - 1))
            : Duration.ZERO;
    generation.add(
        new GenerationEvent.Finished(
            ending,
            new Usage(
                promptTokens,
                generated,
                Duration.ofNanos(firstNanos - beganNanos),
                perToken,
                options.sampling().seed(),
                generated == 0 ? 0 : logProbabilities / generated)));
    return true;
  }

  private void clock() {
    lastNanos = System.nanoTime();
    if (generated == 0) {
      firstNanos = lastNanos;
    }
  }

  @Override
  public void fail(Throwable failure) {
    generation.fail(failure);
  }

  @Override
  public boolean givenUp() {
    return generation.cancelled();
  }

  @Override
  public void release() {
    feed.close();
  }
}
