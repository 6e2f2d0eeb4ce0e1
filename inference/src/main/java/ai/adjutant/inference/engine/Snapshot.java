package ai.adjutant.inference.engine;

import java.util.List;

/**
 * What the scheduler sees between two steps.
 *
 * @param nowNanos the engine's clock
 * @param step steps taken before
 * @param waiting requests that wait, in the order of their coming
 * @param running requests that have a slot, in the order of their admission
 * @param bounds what there is
 * @param costs what steps took of late
 */
record Snapshot(
    long nowNanos, long step, List<Item> waiting, List<Item> running, Bounds bounds, Costs costs) {
  Snapshot {
    waiting = List.copyOf(waiting);
    running = List.copyOf(running);
  }

  /**
   * A request.
   *
   * @param id unique in the engine
   * @param promptLeft tokens of its prompt that are not in yet; 0 when it decodes
   * @param reserved positions that it may come to take, 1 or more
   * @param deadlineNanos when it ends by itself, on the engine's clock
   * @param cancelled whether nobody waits for it
   * @param deterministic whether its steps have fixed shapes
   * @param chunkMax most tokens of its prompt in one step
   * @param servedStep the step that last took in a part of its prompt; -1 for none
   */
  record Item(
      long id,
      int promptLeft,
      int reserved,
      long deadlineNanos,
      boolean cancelled,
      boolean deterministic,
      int chunkMax,
      long servedStep) {}

  /**
   * What there is.
   *
   * @param slots places for sequences
   * @param positions tokens that all sequences may reserve together
   */
  record Bounds(int slots, long positions) {}

  /**
   * What steps took of late; 0 where it is not known.
   *
   * @param decodeNanos a decoding step
   * @param chunkNanos a chunk of a prompt, beside its tokens
   * @param chunkNanosPerToken each token of a chunk
   */
  record Costs(double decodeNanos, double chunkNanos, double chunkNanosPerToken) {}
}
