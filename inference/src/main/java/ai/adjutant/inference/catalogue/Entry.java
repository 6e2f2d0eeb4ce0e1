package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.Embedder;
import ai.adjutant.inference.engine.LanguageModel;

/** A model as the catalogue knows it. */
public sealed interface Entry {
  /** Its name, without {@code models/}. */
  String name();

  /** An encoder that serves. */
  record Encoder(String name, Embedder embedder) implements Entry {}

  /** A reranker that serves. */
  record Reranker(String name, ai.adjutant.inference.read.Reranker model) implements Entry {}

  /** A language model that serves. */
  record Generator(String name, LanguageModel model) implements Entry {}

  /**
   * A model that can't be served.
   *
   * @param task what it would do
   * @param message why it can't, and how to mend it
   */
  record Failed(String name, Task task, String message) implements Entry {}

  /** What a model does. */
  enum Task {
    /** Turns text into vectors. */
    ENCODE,
    /** Judges passages. */
    RERANK,
    /** Generates text. */
    GENERATE
  }
}
