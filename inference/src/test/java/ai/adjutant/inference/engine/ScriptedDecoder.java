package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.RuntimeReason;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A decoder without a model. What it says after a sequence is a script of the whole sequence, so
 * that a KV cache that is lost or mixed up shows. It can be made to wait for leave before each run,
 * to fail at a token, and to take time on a clock of its own.
 */
final class ScriptedDecoder implements Decoder {
  /** What comes after a sequence. */
  @FunctionalInterface
  interface Script {
    int next(long[] tokens, int length);
  }

  static final int CHUNK_MAX = 32;
  static final int ROWS_MAX = 16;

  /** Leaves to take a run; more than any test takes unless {@link #gated}. */
  final Semaphore leaves = new Semaphore(100_000_000);

  /** One permit a run that has begun. */
  final Semaphore begun = new Semaphore(0);

  final AtomicInteger openSequences = new AtomicInteger();
  private final DecoderInfo info;
  private final Script script;
  private final VirtualClock clock;
  private final long[][] sequences;
  private final int[] lengths;
  private final boolean[] taken;
  private int[] next = {};
  private long poison = -1;
  private long graphNanos;
  private boolean closed;

  ScriptedDecoder(int vocabulary, int context, int slots, Script script, VirtualClock clock) {
    info = new DecoderInfo(vocabulary, context, slots, CHUNK_MAX, ROWS_MAX, true, 1);
    this.script = script;
    this.clock = clock;
    sequences = new long[slots][context];
    lengths = new int[slots];
    taken = new boolean[slots];
  }

  /** After token {@code n} it is sure of {@code n + 1}, around its vocabulary. */
  static ScriptedDecoder counting(int vocabulary, int context, int slots) {
    return new ScriptedDecoder(
        vocabulary,
        context,
        slots,
        (tokens, length) -> (int) ((tokens[length - 1] + 1) % vocabulary),
        new VirtualClock());
  }

  ScriptedDecoder gated() {
    leaves.drainPermits();
    return this;
  }

  ScriptedDecoder failingAt(long token) {
    poison = token;
    return this;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public DecoderInfo info() {
    return info;
  }

  @Override
  public int begin() {
    int slot = 0;
    while (taken[slot]) {
      slot++;
    }
    taken[slot] = true;
    lengths[slot] = 0;
    openSequences.incrementAndGet();
    return slot;
  }

  @Override
  public int length(int slot) {
    return lengths[slot];
  }

  @Override
  public void prefill(int slot, long[] tokens, int from, int count, LogitsMode mode) {
    if (count < 1
        || count > (mode == LogitsMode.ALL ? ROWS_MAX : CHUNK_MAX)
        || lengths[slot] + count > info.contextLength()) {
      throw new IllegalArgumentException(count + " tokens after " + lengths[slot]);
    }
    run(2_000_000L * count);
    int[] after = new int[count];
    for (int i = 0; i < count; i++) {
      after[i] = append(slot, tokens[from + i]);
    }
    next =
        switch (mode) {
          case NONE -> new int[0];
          case LAST -> new int[] {after[count - 1]};
          case ALL -> after;
        };
  }

  @Override
  public void decode(int[] slots, long[] tokens, int count, boolean fixedShape) {
    run(10_000_000L + 1_000_000L * (fixedShape ? info.slots() : count));
    next = new int[count];
    for (int i = 0; i < count; i++) {
      if (lengths[slots[i]] == 0) {
        throw new IllegalArgumentException("slot " + slots[i] + " is empty");
      }
      next[i] = append(slots[i], tokens[i]);
    }
  }

  private int append(int slot, long token) {
    if (!taken[slot]) {
      throw new IllegalArgumentException("slot " + slot + " is free");
    }
    sequences[slot][lengths[slot]++] = token;
    if (token == poison) {
      throw new AdjutantException(RuntimeReason.RUN_FAILED, "poisoned");
    }
    return script.next(sequences[slot], lengths[slot]);
  }

  private void run(long nanos) {
    begun.release();
    leaves.acquireUninterruptibly();
    clock.advance(nanos);
    graphNanos += nanos;
  }

  @Override
  public void logits(int row, float[] target) {
    Arrays.fill(target, 0);
    target[next[row]] = 10;
  }

  @Override
  public void end(int slot) {
    if (taken[slot]) {
      taken[slot] = false;
      openSequences.decrementAndGet();
    }
  }

  @Override
  public long graphNanos() {
    return graphNanos;
  }

  @Override
  public void close() {
    closed = true;
    openSequences.set(0); // they go with it
  }
}
