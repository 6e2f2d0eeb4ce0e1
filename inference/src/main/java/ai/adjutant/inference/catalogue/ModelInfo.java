package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.EncoderInfo;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.read.ReaderInfo;
import ai.adjutant.inference.rerank.RerankerInfo;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a model, whatever it does.
 *
 * @param state whether it serves
 * @param message why it does not, where it failed; else empty
 * @param content what its files say
 * @param sharing how its sequences share steps, where it has any
 * @param resident what loading it took
 */
public record ModelInfo(
    State state,
    String message,
    Content content,
    Optional<LanguageModel.Sharing> sharing,
    Entry.Resident resident) {
  private static final Entry.Resident NOTHING = new Entry.Resident(0, 0);

  /** Whether a model serves. */
  public enum State {
    /** It serves. */
    READY,
    /** It can't be served. */
    FAILED,
    /** It was closed. */
    UNLOADED
  }

  static ModelInfo ready(Content content, Entry.Resident resident) {
    return new ModelInfo(State.READY, "", content, Optional.empty(), resident);
  }

  static ModelInfo ready(Content content, LanguageModel.Sharing sharing, Entry.Resident resident) {
    return new ModelInfo(State.READY, "", content, Optional.of(sharing), resident);
  }

  static ModelInfo failed(String message) {
    return new ModelInfo(State.FAILED, message, Content.UNKNOWN, Optional.empty(), NOTHING);
  }

  static ModelInfo unloaded(Content content) {
    return new ModelInfo(State.UNLOADED, "", content, Optional.empty(), NOTHING);
  }

  /**
   * What a model's files say; empty and 0 where it is not known.
   *
   * @param digest that stands for its whole behaviour
   * @param contextLength longest input in tokens
   * @param statedContextLength longest input that its configuration states, of language models
   * @param dimensions length of a vector, of encoders
   * @param bytes of its files
   * @param cacheBytesPerToken that a token takes in its KV cache, of language models
   * @param variants its graphs, the one that is served first, of language models
   * @param languages BCP 47 languages that it knows, of encoders and readers; empty means every
   *     language
   */
  public record Content(
      String digest,
      int contextLength,
      int statedContextLength,
      int dimensions,
      long bytes,
      long cacheBytesPerToken,
      List<ModelSpec.Variant> variants,
      List<String> languages) {
    static final Content UNKNOWN = new Content("", 0, 0, 0, 0, 0, List.of(), List.of());

    /** Copies the lists. */
    public Content {
      variants = List.copyOf(variants);
      languages = List.copyOf(languages);
    }

    static Content of(EncoderInfo info) {
      return new Content(
          info.digest(),
          info.contextLength(),
          0,
          info.dimensions(),
          info.bytes(),
          0,
          List.of(),
          info.languages());
    }

    static Content of(RerankerInfo info) {
      return new Content(
          info.digest(), info.contextLength(), 0, 0, info.bytes(), 0, List.of(), List.of());
    }

    static Content of(ReaderInfo info) {
      return new Content(
          info.digest(), info.contextLength(), 0, 0, info.bytes(), 0, List.of(), info.languages());
    }

    static Content of(ModelSpec spec) {
      return new Content(
          spec.files().digest(),
          spec.contextLength(),
          spec.statedContextLength(),
          0,
          spec.files().bytes(),
          spec.footprint().cacheBytesPerToken(),
          spec.variants(),
          List.of());
    }
  }
}
