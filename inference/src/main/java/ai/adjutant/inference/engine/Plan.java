package ai.adjutant.inference.engine;

import java.util.List;
import java.util.Optional;

/**
 * What the engine does in its next step, in this order.
 *
 * @param cancelled requests to drop because nobody waits
 * @param expired requests to end because their deadline has passed
 * @param admitted waiting requests that get a slot
 * @param chunk part of one request's prompt to take in
 * @param decoding requests that get their next token, all in one run
 * @param fixedShape whether that run has the same shape whatever their number is
 */
record Plan(
    List<Long> cancelled,
    List<Long> expired,
    List<Long> admitted,
    Optional<Chunk> chunk,
    List<Long> decoding,
    boolean fixedShape) {
  Plan {
    cancelled = List.copyOf(cancelled);
    expired = List.copyOf(expired);
    admitted = List.copyOf(admitted);
    decoding = List.copyOf(decoding);
  }

  /** Whether nothing is computed. */
  boolean idle() {
    return chunk.isEmpty() && decoding.isEmpty();
  }

  /** The next tokens of a prompt. */
  record Chunk(long id, int count) {}
}
