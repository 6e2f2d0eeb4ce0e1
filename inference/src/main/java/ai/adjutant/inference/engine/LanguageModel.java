package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.sample.Sampler;
import ai.adjutant.inference.sample.SamplerScratch;
import ai.adjutant.inference.tokenize.TextStream;
import ai.adjutant.inference.tokenize.Tokenizer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A language model with its loop. Any thread may call; the owner closes it. */
public final class LanguageModel implements AutoCloseable {
  private final ModelSpec spec;
  private final Language language;
  private final DecoderInfo info;
  private final EngineLoop loop;

  /** Used by the loop alone. */
  private final SamplerScratch scratch;

  LanguageModel(
      ModelSpec spec,
      Language language,
      Decoder decoder,
      EngineSettings settings,
      MeterRegistry registry) {
    this.spec = spec;
    this.language = language;
    info = decoder.info();
    scratch = new SamplerScratch(info.vocabularySize());
    loop = new EngineLoop(spec.name(), decoder, settings, registry);
  }

  /**
   * Opens a model.
   *
   * @param nativeFolder where native libraries are unpacked
   * @param registry takes its metrics
   * @throws AdjutantException saying which file, input or output is missing or wrong
   */
  public static LanguageModel open(
      ModelSpec spec,
      OnnxRuntime runtime,
      Path nativeFolder,
      EngineSettings settings,
      MeterRegistry registry) {
    Optional<Tokenizer> tokenizer =
        spec.files().tokenizer().map(file -> Tokenizer.read(bytes(file), nativeFolder));
    boolean open = false;
    try {
      Language language = new Language(spec, tokenizer);
      Decoder decoder = warm(GraphDecoders.open(spec, runtime, settings));
      LanguageModel model = new LanguageModel(spec, language, decoder, settings, registry);
      open = true;
      return model;
    } finally {
      if (!open) { // memory may have run out
        tokenizer.ifPresent(Tokenizer::close);
      }
    }
  }

  private static Decoder warm(Decoder decoder) {
    boolean warm = false;
    try {
      WarmUp.run(decoder);
      warm = true;
      return decoder;
    } finally {
      if (!warm) { // a graph that can't be run, or memory has run out
        decoder.close();
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AdjutantException(
          EngineReason.DECODER_REFUSED, file.getFileName() + " can't be read", e);
    }
  }

  /** What its directory says. */
  public ModelSpec spec() {
    return spec;
  }

  /**
   * Its tokenizer; closes with the model.
   *
   * @throws AdjutantException NO_TOKENIZER when it takes and gives ids only
   */
  public Tokenizer tokenizer() {
    return language.tokenizer().orElseThrow(() -> language.noTokenizer("text"));
  }

  /**
   * Why it can't serve any more; empty as long as it can. Once a fault has stopped its engine it
   * refuses every request; closing it gives back what it holds.
   */
  public Optional<AdjutantException> fault() {
    return loop.fault();
  }

  /** What its engine is doing. */
  public EngineInfo info() {
    return loop.info();
  }

  /** How it shares its steps. */
  public Sharing sharing() {
    return new Sharing(
        info.batched(),
        info.slots(),
        info.batched() ? info.slots() : 0,
        info.cacheBytesPerToken(),
        info.contextLength());
  }

  /**
   * How a model shares its steps.
   *
   * @param batched whether several sequences share a run
   * @param sequencesMax sequences under way at once
   * @param deterministicRows rows of every run of a deterministic generation; 0 when a run has one
   *     sequence anyway
   * @param cacheBytesPerToken bytes of the KV cache that a token of a sequence takes
   * @param contextLength longest sequence that is served
   */
  public record Sharing(
      boolean batched,
      int sequencesMax,
      int deterministicRows,
      long cacheBytesPerToken,
      int contextLength) {}

  /**
   * Begins to generate.
   *
   * @throws AdjutantException when the prompt does not fit, or at once when too many wait
   */
  public Generation generate(Prompt prompt, GenerationOptions options) {
    long now = System.nanoTime();
    if (options.tokensMax() > info.contextLength()) {
      throw GenerationOptions.refused(
          "max_tokens is "
              + options.tokensMax()
              + " and the model's whole context has "
              + info.contextLength()
              + " tokens; ask for fewer");
    }
    if (!options.stops().isEmpty() && language.tokenizer().isEmpty()) {
      throw language.noTokenizer("stop texts");
    }
    long[] whole = language.tokens(prompt, info.vocabularySize());
    long[] tokens = fitting(whole, options);
    Sampler sampler = new Sampler(options.sampling(), scratch);
    for (long token : tokens) {
      sampler.observe((int) token);
    }
    Generation generation = new Generation();
    Job job =
        new GenerateJob(
            generation,
            new GenerateJob.Start(
                new Job.Info(
                    tokens,
                    options.tokensMax(),
                    options.deterministic(),
                    now + options.timeout().toNanos()),
                options.sampling().seed(),
                whole.length - tokens.length,
                now),
            new GenerateJob.DecoderLimits(spec.endTokens(), info.contextLength()),
            sampler,
            new AnswerText(language.tokenizer().map(TextStream::new), options.stops()),
            loop.meter());
    generation.onCancel(() -> loop.remove(job));
    loop.submit(job);
    return generation;
  }

  private long[] fitting(long[] tokens, GenerationOptions options) {
    return switch (options.longPrompt()) {
      case REFUSE -> {
        checkLength("the prompt", tokens, info.contextLength() - 1);
        yield tokens;
      }
      case KEEP_END -> {
        int promptMax = Math.max(1, info.contextLength() - options.tokensMax());
        yield tokens.length <= promptMax
            ? tokens
            : Arrays.copyOfRange(tokens, tokens.length - promptMax, tokens.length);
      }
    };
  }

  /** Begins to score a text, as {@link #score(List, Duration)}. */
  public Scoring score(String text, Duration timeout) {
    return submit(language.tokens(new Prompt.Raw(text), info.vocabularySize()), timeout);
  }

  /**
   * Begins to score tokens.
   *
   * @throws AdjutantException when an id is unknown, they don't fit, or too many requests wait
   */
  public Scoring score(List<Integer> ids, Duration timeout) {
    return submit(language.tokens(new Prompt.Ids(ids), info.vocabularySize()), timeout);
  }

  private Scoring submit(long[] tokens, Duration timeout) {
    checkLength("the text", tokens, info.contextLength());
    Scoring scoring = new Scoring();
    Job job = scoring.job(tokens, System.nanoTime() + timeout.toNanos(), scratch);
    scoring.onCancel(() -> loop.remove(job));
    loop.submit(job);
    return scoring;
  }

  private void checkLength(String what, long[] tokens, int most) {
    if (tokens.length > most) {
      throw new AdjutantException(
          EngineReason.PROMPT_TOO_LONG,
          what
              + " has "
              + tokens.length
              + " tokens and model '"
              + spec.name()
              + "' takes "
              + most
              + " (context "
              + info.contextLength()
              + "); shorten it");
    }
  }

  @Override
  public void close() {
    loop.close();
    language.tokenizer().ifPresent(Tokenizer::close);
  }
}
