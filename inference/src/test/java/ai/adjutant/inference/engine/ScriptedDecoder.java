package ai.adjutant.inference.engine;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A decoder without a model: after token {@code n} it is sure of {@code n + 1}, around its
 * vocabulary. It may be told to wait for leave before each step, and to fail at a token.
 */
final class ScriptedDecoder implements Decoder {
  /** Leaves to take a step; more than any test takes unless {@link #gated}. */
  final Semaphore leaves = new Semaphore(1_000_000);

  /** One permit a step that has begun. */
  final Semaphore begun = new Semaphore(0);

  final AtomicInteger openSequences = new AtomicInteger();
  private final int vocabulary;
  private final int context;
  private long poison = -1;

  ScriptedDecoder(int vocabulary, int context) {
    this.vocabulary = vocabulary;
    this.context = context;
  }

  ScriptedDecoder gated() {
    leaves.drainPermits();
    return this;
  }

  ScriptedDecoder failingAt(long token) {
    poison = token;
    return this;
  }

  @Override
  public int vocabularySize() {
    return vocabulary;
  }

  @Override
  public int contextLength() {
    return context;
  }

  @Override
  public int chunkMax() {
    return 32;
  }

  @Override
  public Sequence begin() {
    openSequences.incrementAndGet();
    return new ScriptedSequence();
  }

  @Override
  public void close() {}

  private final class ScriptedSequence implements Sequence {
    private int length;

    @Override
    public int length() {
      return length;
    }

    @Override
    public Logits append(long[] tokens) {
      if (tokens.length < 1 || tokens.length > chunkMax() || length + tokens.length > context) {
        throw new IllegalArgumentException(tokens.length + " tokens after " + length);
      }
      begun.release();
      leaves.acquireUninterruptibly();
      length += tokens.length;
      if (Arrays.stream(tokens).anyMatch(token -> token == poison)) {
        throw new IllegalStateException("poisoned");
      }
      return (row, target) -> {
        Arrays.fill(target, 0);
        target[(int) ((tokens[row] + 1) % vocabulary)] = 10;
      };
    }

    @Override
    public void close() {
      openSequences.decrementAndGet();
    }
  }
}
