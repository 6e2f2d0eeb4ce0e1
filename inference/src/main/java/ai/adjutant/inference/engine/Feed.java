package ai.adjutant.inference.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings tokens into a sequence chunk by chunk; owned by the loop. */
final class Feed implements AutoCloseable {
  private long[] waiting;
  private Decoder.@Nullable Sequence sequence;
  private int from;

  Feed(long[] tokens) {
    waiting = tokens.clone();
  }

  /** Whether nothing waits to be fed. */
  boolean done() {
    return from == waiting.length;
  }

  /** Tokens of the sequence, those that wait included. */
  int length() {
    return (sequence == null ? 0 : sequence.length()) + waiting.length - from;
  }

  /** Lets one more token wait. */
  void add(long token) {
    if (!done()) {
      throw new IllegalStateException("tokens wait already");
    }
    waiting = new long[] {token};
    from = 0;
  }

  /** Appends the next chunk of what waits. */
  Chunk next(Decoder decoder) {
    if (sequence == null) {
      sequence = decoder.begin();
    }
    int start = sequence.length();
    int count = Math.min(decoder.chunkMax(), waiting.length - from);
    Decoder.Logits logits = sequence.append(Arrays.copyOfRange(waiting, from, from + count));
    from += count;
    return new Chunk(start, count, logits);
  }

  @Override
  public void close() {
    if (sequence != null) {
      sequence.close();
      sequence = null;
    }
  }

  /** Positions {@code start} up to {@code start + count} with the logits after each. */
  record Chunk(int start, int count, Decoder.Logits logits) {}
}
