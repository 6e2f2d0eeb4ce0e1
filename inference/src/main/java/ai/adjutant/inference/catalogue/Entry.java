package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.catalogue.ModelInfo.Content;
import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelSpec;
import java.util.Optional;

/** Describes a model of the catalogue: one that serves, or one that does not and says why. */
public sealed interface Entry extends AutoCloseable {
  /** Its name, without {@code models/}. */
  String name();

  /** What it does, or would do. */
  Task task();

  /** What is known of it. */
  ModelInfo info();

  /** Whether requests may come to it. */
  boolean serves();

  /** The same model as it stands at this moment, which a fault may have changed. */
  default Entry now() {
    return this;
  }

  /** The same model without what is open of it; one that failed keeps its reason. */
  Entry unloaded();

  /** Closes what is open of it. */
  @Override
  void close();

  /** A model that serves. */
  sealed interface Serving extends Entry {
    @Override
    default boolean serves() {
      return true;
    }

    @Override
    default Entry unloaded() {
      return new Unloaded(name(), task(), Optional.empty());
    }
  }

  /** A model that does not serve. */
  sealed interface NotServing extends Entry {
    /** Why it does not, and what to do about it. */
    AdjutantException refusal();

    @Override
    default boolean serves() {
      return false;
    }

    @Override
    default Entry unloaded() {
      return this;
    }

    @Override
    default void close() {}
  }

  /**
   * An encoder that serves.
   *
   * @param resident what loading it took
   */
  record Encoder(String name, Embedder embedder, Resident resident) implements Serving {
    @Override
    public Task task() {
      return Task.ENCODE;
    }

    @Override
    public ModelInfo info() {
      return ModelInfo.ready(Content.of(embedder.info()), resident);
    }

    @Override
    public void close() {
      embedder.close();
    }
  }

  /**
   * A reranker that serves.
   *
   * @param resident what loading it took
   */
  record Reranker(String name, ai.adjutant.inference.rerank.Reranker model, Resident resident)
      implements Serving {
    @Override
    public Task task() {
      return Task.RERANK;
    }

    @Override
    public ModelInfo info() {
      return ModelInfo.ready(Content.of(model.info()), resident);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * A reader that serves.
   *
   * @param resident what loading it took
   */
  record Reader(String name, ai.adjutant.inference.read.Reader model, Resident resident)
      implements Serving {
    @Override
    public Task task() {
      return Task.READ;
    }

    @Override
    public ModelInfo info() {
      return ModelInfo.ready(Content.of(model.info()), resident);
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * A language model that serves, as long as its engine does.
   *
   * @param resident what loading it took
   */
  record Generator(String name, LanguageModel model, Resident resident) implements Serving {
    @Override
    public Task task() {
      return Task.GENERATE;
    }

    @Override
    public ModelInfo info() {
      return ModelInfo.ready(Content.of(model.spec()), model.sharing(), resident);
    }

    @Override
    public Entry now() {
      Optional<AdjutantException> fault = model.fault();
      return fault.isPresent() ? new Broken(this, fault.get().getMessage()) : this;
    }

    @Override
    public Entry unloaded() {
      return new Unloaded(name, Task.GENERATE, Optional.of(model.spec()));
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /**
   * A model that can't be served.
   *
   * @param message why it can't, and how to mend it
   */
  record Failed(String name, Task task, String message) implements NotServing {
    @Override
    public ModelInfo info() {
      return ModelInfo.failed(message);
    }

    @Override
    public AdjutantException refusal() {
      return UnavailableModels.failed(this, message);
    }
  }

  /**
   * A model whose engine has stopped on a fault; what is left of it is open until it is loaded
   * again or unloaded.
   *
   * @param message what happened, and how to mend it
   */
  record Broken(Generator left, String message) implements NotServing {
    @Override
    public String name() {
      return left.name();
    }

    @Override
    public Task task() {
      return left.task();
    }

    @Override
    public ModelInfo info() {
      return ModelInfo.failed(message);
    }

    @Override
    public AdjutantException refusal() {
      return UnavailableModels.failed(this, message);
    }

    @Override
    public Entry unloaded() {
      return left.unloaded();
    }

    @Override
    public void close() {
      left.close();
    }
  }

  /**
   * A model that was closed; its files are there.
   *
   * @param spec what its directory said when it was open; empty for encoders
   */
  record Unloaded(String name, Task task, Optional<ModelSpec> spec) implements NotServing {
    @Override
    public ModelInfo info() {
      return ModelInfo.unloaded(spec.map(Content::of).orElse(Content.UNKNOWN));
    }

    @Override
    public AdjutantException refusal() {
      return UnavailableModels.unloaded(this);
    }
  }

  /** What a model does. */
  enum Task {
    /** Turns text into vectors. */
    ENCODE("an encoder", CatalogueReason.MODEL_NOT_FOUND),
    /** Judges passages. */
    RERANK("a reranker", CatalogueReason.NO_RERANKER),
    /** Reads passages. */
    READ("a reader", CatalogueReason.NO_READER),
    /** Generates text. */
    GENERATE("a language model", CatalogueReason.NO_LANGUAGE_MODEL);

    private final String words;
    private final CatalogueReason missing;

    Task(String words, CatalogueReason missing) {
      this.words = words;
      this.missing = missing;
    }

    /** What a model is called that does it, with its article. */
    String words() {
      return words;
    }

    /** What is said when no model is there that does it. */
    AdjutantException missing() {
      return new AdjutantException(
          missing,
          "no"
              + words.substring(words.indexOf(' '))
              + " is installed; bring one in with ./adjutant model import, or put its directory"
              + " under tenants/default/models in the data folder and ./adjutant model load it");
    }
  }

  /**
   * Resident memory of the process, in bytes; 0 where the platform does not report it.
   *
   * @param before the model was loaded
   * @param after it was
   */
  record Resident(long before, long after) {}
}
