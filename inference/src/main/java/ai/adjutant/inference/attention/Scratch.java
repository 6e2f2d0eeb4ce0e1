package ai.adjutant.inference.attention;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Scratch buffers of one thread, kept from one task to the next. They are as large as the longest
 * KV cache that the thread met needs, so they do not grow with a context.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> KEPT =
      ThreadLocal.withInitial(() -> new Scratch(0, 0, 0));

  final float[] queries;
  final float[] scores;
  final float[] sums;
  final float[] outputs;

  /** Of one block of keys and one query; eight keys more are read at its end than there may be. */
  final float[] products = new float[(Attention.BLOCK + Lanes.WIDTH) * Lanes.WIDTH];

  /** Address of a head's vector. */
  final long rotated;

  /** Scores from one query to the next. */
  final int stride;

  @SuppressWarnings("unused") // keeps the memory at the address
  private final MemorySegment memory;

  private Scratch(int queries, int headLength, int capacity) {
    this.queries = new float[queries * headLength];
    stride = (capacity / Lanes.WIDTH + 2) * Lanes.WIDTH;
    scores = new float[queries * stride];
    sums = new float[queries];
    outputs = new float[queries * headLength];
    memory = Arena.ofAuto().allocate(Math.max(1, headLength) * (long) Float.BYTES, 64);
    rotated = memory.address();
  }

  static Scratch of(Operands operands, int queries) {
    Scratch kept = KEPT.get();
    if (kept.queries.length < queries * operands.headLength()
        || kept.stride <= operands.capacity() + Lanes.WIDTH
        || kept.sums.length < queries) {
      kept = new Scratch(queries, operands.headLength(), operands.capacity());
      KEPT.set(kept);
    }
    return kept;
  }
}
