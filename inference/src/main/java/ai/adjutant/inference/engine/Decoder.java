package ai.adjutant.inference.engine;

/**
 * Computes next-token logits for several sequences, each with its KV cache. One thread, its owner,
 * calls everything.
 *
 * <p>A sequence lives in a slot. It grows by chunks of given tokens, one sequence a call, or by one
 * token for each of several sequences in one call. What a sequence computes does not depend on the
 * others but for rounding; with a fixed shape it does not depend on them at all.
 *
 * <p>A prefill or decode that the runtime refuses throws an {@link
 * ai.adjutant.chassis.error.AdjutantException}; the sequences that shared it may only be ended
 * then, the others go on. Any other exception is a fault, after which only {@link #close} is
 * called.
 */
interface Decoder extends AutoCloseable {
  /** What is known of it. */
  DecoderInfo info();

  /** Takes a slot for an empty sequence; there must be a free one. */
  int begin();

  /** Tokens of the sequence in a slot. */
  int length(int slot);

  /**
   * Appends given tokens to a sequence.
   *
   * @param tokens of which those from {@code from}, {@code count} of them, are appended: at least
   *     one, at most a chunk, never beyond the context
   * @param mode after which of them logits are computed, row by row from 0
   */
  void prefill(int slot, long[] tokens, int from, int count, LogitsMode mode);

  /**
   * Appends one token to each of several sequences; logits come in their order, row by row from 0.
   *
   * @param slots of sequences that have tokens already
   * @param tokens one a slot
   * @param count how many entries of both are meant, at least 1
   * @param fixedShape whether the work has the same shape whatever the count is
   */
  void decode(int[] slots, long[] tokens, int count, boolean fixedShape);

  /**
   * Copies a row of logits, one an id of the vocabulary; valid until the next prefill or decode.
   */
  void logits(int row, float[] target);

  /** Drops the sequence in a slot and frees the slot. */
  void end(int slot);

  /** Time spent in the graph since it was opened, in nanoseconds. */
  long graphNanos();

  /** Threads that the last step did without, since others want the cores. */
  default int parkedThreads() {
    return 0;
  }

  /** Gives back everything, slots that were not ended included. */
  @Override
  void close();

  /** Selects the tokens of a chunk after which logits are computed. */
  enum LogitsMode {
    /** After none. */
    NONE,
    /** After the last. */
    LAST,
    /** After each. */
    ALL
  }
}
