package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.template.ChatTemplate;
import ai.adjutant.inference.template.Turn;
import ai.adjutant.inference.tokenize.TextStream;
import ai.adjutant.inference.tokenize.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A language model with its loop. Any thread may call; the owner closes it. */
public final class LanguageModel implements AutoCloseable {
  private final ModelSpec spec;
  private final Tokenizer tokenizer;
  private final Optional<ChatTemplate> template;
  private final int vocabularySize;
  private final EngineLoop loop;

  LanguageModel(ModelSpec spec, Tokenizer tokenizer, Decoder decoder, EngineSettings settings) {
    this.spec = spec;
    this.tokenizer = tokenizer;
    ModelSpec.Chat chat = spec.chat();
    template =
        chat.template().map(source -> new ChatTemplate(source, chat.beginToken(), chat.endToken()));
    vocabularySize = decoder.vocabularySize();
    loop = new EngineLoop(spec.name(), decoder, settings);
  }

  /**
   * Opens a model.
   *
   * @param nativeFolder where native libraries are unpacked
   * @throws AdjutantException saying which file, input or output is missing or wrong
   */
  public static LanguageModel open(
      ModelSpec spec, OnnxRuntime runtime, Path nativeFolder, EngineSettings settings) {
    Tokenizer tokenizer = Tokenizer.read(bytes(spec.files().tokenizer()), nativeFolder);
    try {
      GraphDecoder decoder = GraphDecoder.open(spec, runtime, settings.threads());
      return new LanguageModel(spec, tokenizer, decoder, settings);
    } catch (AdjutantException e) {
      tokenizer.close();
      throw e;
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

  /** Its tokenizer; closes with the model. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** What its directory says. */
  public ModelSpec spec() {
    return spec;
  }

  /**
   * Begins to generate.
   *
   * @throws AdjutantException when the prompt does not fit, or at once when too many wait
   */
  public Generation generate(Prompt prompt, GenerationOptions options) {
    if (options.tokensMax() > spec.contextLength()) {
      throw GenerationOptions.refused(
          "max_tokens is "
              + options.tokensMax()
              + " and the model's whole context has "
              + spec.contextLength()
              + " tokens; ask for fewer");
    }
    long[] tokens = tokens(prompt);
    checkLength("the prompt", tokens, spec.contextLength() - 1);
    Generation generation = new Generation();
    Task task =
        new GenerateTask(generation, tokens, options, spec.endTokens(), new TextStream(tokenizer));
    generation.onCancel(() -> loop.withdraw(task));
    loop.submit(task);
    return generation;
  }

  /** Begins to score a text, as {@link #score(List)}. */
  public Scoring score(String text) {
    return submit(tokenizer.encodeWhole(text));
  }

  /**
   * Begins to score tokens.
   *
   * @throws AdjutantException when an id is unknown, they don't fit, or too many requests wait
   */
  public Scoring score(List<Integer> ids) {
    return submit(known(ids));
  }

  private long[] known(List<Integer> ids) {
    for (int i = 0; i < ids.size(); i++) {
      int id = ids.get(i);
      if (id < 0 || id >= vocabularySize) {
        throw GenerationOptions.refused(
            "ids[" + i + "] is " + id + ", not 0 to " + (vocabularySize - 1));
      }
    }
    return ids.stream().mapToLong(Integer::longValue).toArray();
  }

  private Scoring submit(long[] tokens) {
    checkLength("the text", tokens, spec.contextLength());
    Scoring scoring = new Scoring();
    Task task = scoring.task(tokens);
    scoring.onCancel(() -> loop.withdraw(task));
    loop.submit(task);
    return scoring;
  }

  private long[] tokens(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Raw raw -> tokenizer.encodeWhole(raw.text());
      case Prompt.Ids ids -> known(ids.ids());
      case Prompt.Conversation conversation ->
          tokenizer.encodeBare(template().render(defused(conversation.turns())));
    };
  }

  private ChatTemplate template() {
    return template.orElseThrow(() ->
        new AdjutantException(
            EngineReason.NO_CHAT_TEMPLATE,
            "model '"
                + spec.name()
                + "' has no chat template; add chat_template.jinja, or send a raw prompt"));
  }

  /**
   * Breaks what reads like a special token: otherwise whoever wrote a document or a question could
   * end their own turn and speak as the house.
   */
  private List<Turn> defused(List<Turn> turns) {
    return turns.stream()
        .map(turn -> new Turn(turn.speaker(), tokenizer.withoutSpecialTokens(turn.content())))
        .toList();
  }

  private void checkLength(String what, long[] tokens, int most) {
    if (tokens.length == 0) {
      throw new AdjutantException(
          EngineReason.PROMPT_EMPTY, what + " has no tokens; send at least one word");
    }
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
              + spec.contextLength()
              + "); shorten it");
    }
    for (long token : tokens) {
      if (token >= vocabularySize) {
        throw new AdjutantException(
            EngineReason.DECODER_REFUSED,
            "tokenizer.json gives token "
                + token
                + " and the graph knows only "
                + vocabularySize
                + "; they belong to different models");
      }
    }
  }

  @Override
  public void close() {
    loop.close();
    tokenizer.close();
  }
}
