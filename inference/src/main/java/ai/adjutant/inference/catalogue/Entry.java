package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;
import ai.adjutant.inference.model.ModelSpec;
import java.util.Optional;

/** A model as the catalogue knows it. */
public sealed interface Entry {
  /** Its name, without {@code models/}. */
  String name();

  /** What it does, or would do. */
  Task task();

  /**
   * An encoder that serves.
   *
   * @param resident what loading it took
   */
  record Encoder(String name, Embedder embedder, Resident resident) implements Entry {
    @Override
    public Task task() {
      return Task.ENCODE;
    }
  }

  /**
   * A reranker that serves.
   *
   * @param resident what loading it took
   */
  record Reranker(String name, ai.adjutant.inference.read.Reranker model, Resident resident)
      implements Entry {
    @Override
    public Task task() {
      return Task.RERANK;
    }
  }

  /**
   * A language model that serves.
   *
   * @param resident what loading it took
   */
  record Generator(String name, LanguageModel model, Resident resident) implements Entry {
    @Override
    public Task task() {
      return Task.GENERATE;
    }
  }

  /**
   * A model that can't be served.
   *
   * @param message why it can't, and how to mend it
   */
  record Failed(String name, Task task, String message) implements Entry {}

  /**
   * A model that was closed; its files are there.
   *
   * @param spec what its directory said when it was open; empty for encoders
   */
  record Unloaded(String name, Task task, Optional<ModelSpec> spec) implements Entry {}

  /** What a model does. */
  enum Task {
    /** Turns text into vectors. */
    ENCODE,
    /** Judges passages. */
    RERANK,
    /** Generates text. */
    GENERATE
  }

  /**
   * Resident memory of the process, in bytes; 0 where the platform does not tell.
   *
   * @param before the model was loaded
   * @param after it was
   */
  record Resident(long before, long after) {}
}
