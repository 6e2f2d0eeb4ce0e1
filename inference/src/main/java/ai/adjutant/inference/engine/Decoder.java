package ai.adjutant.inference.engine;

/** A model's next-token function with a memory. Everything is called by one thread, its owner. */
interface Decoder extends AutoCloseable {
  /** Number of tokens that it knows; ids run from 0 up to it. */
  int vocabularySize();

  /** Longest sequence in tokens. */
  int contextLength();

  /** Most tokens that one step appends. */
  int chunkMax();

  /** Begins an empty sequence; several may be open at once. */
  Sequence begin();

  @Override
  void close();

  /** Tokens so far and what the model remembers of them. */
  interface Sequence extends AutoCloseable {
    /** Tokens so far. */
    int length();

    /**
     * Appends tokens, at least one, at most a chunk, never beyond the context.
     *
     * @return logits after each of them, valid until the next step of any sequence
     */
    Logits append(long[] tokens);

    @Override
    void close();
  }

  /** Logits after each of the tokens of a step. */
  @FunctionalInterface
  interface Logits {
    /** Copies the logits after a token of the step, one an id of the vocabulary. */
    void copy(int row, float[] target);
  }
}
