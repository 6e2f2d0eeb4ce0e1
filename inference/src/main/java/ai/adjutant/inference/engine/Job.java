package ai.adjutant.inference.engine;

/**
 * A request that the engine runs. Only the engine's thread calls it; any thread may call {@link
 * #cancelled}.
 */
interface Job {
  /** What does not change about it. */
  Info info();

  /** Whether nobody waits any more; any thread may set it. */
  boolean cancelled();

  /** It got a slot. */
  void admitted(long nowNanos);

  /**
   * The logits after the token at a position of its tokens; called in order for each that was
   * {@linkplain Info#logitsMode asked for}, and then for each that it answered.
   *
   * @param logits left as they are
   * @param step what the step was
   * @return the next token, or {@link #DONE}
   */
  int next(int position, float[] logits, Step step);

  /** Reports the failure to the caller; the last call. */
  void fail(Throwable failure);

  /** Answer of {@link #next} when there is nothing left to do. */
  int DONE = -1;

  /**
   * What does not change about a request.
   *
   * @param tokens of its prompt, at least one
   * @param newTokensMax tokens that it may answer with; 0 when it only wants logits
   * @param deterministic whether its steps have fixed shapes
   * @param deadlineNanos when it ends by itself, on the engine's clock
   */
  record Info(long[] tokens, int newTokensMax, boolean deterministic, long deadlineNanos) {
    /** After which of its tokens it wants logits. */
    Decoder.LogitsMode logitsMode() {
      return newTokensMax == 0 ? Decoder.LogitsMode.ALL : Decoder.LogitsMode.LAST;
    }
  }

  /**
   * The step that logits come from.
   *
   * @param nowNanos the engine's clock, behind the step
   * @param sequences how many sequences shared it
   */
  record Step(long nowNanos, int sequences) {}
}
