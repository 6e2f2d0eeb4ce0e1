package ai.adjutant.inference.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** A decoder that throws at one of its calls, once and for all, as soon as it is armed. */
final class FaultyDecoder implements Decoder {
  private final Decoder sound;
  private final Call fault;
  private final Runnable thrower;
  private final AtomicBoolean armed = new AtomicBoolean();

  /** What a decoder is asked while it serves. */
  enum Call {
    BEGIN,
    LENGTH,
    PREFILL,
    DECODE,
    LOGITS,
    END,
    GRAPH_NANOS,
    PARKED_THREADS,
    CLOSE
  }

  /**
   * Makes one.
   *
   * @param thrower throws what the call is to throw
   */
  FaultyDecoder(Decoder sound, Call fault, Runnable thrower) {
    this.sound = sound;
    this.fault = fault;
    this.thrower = thrower;
  }

  void arm() {
    armed.set(true);
  }

  private void at(Call call) {
    if (call == fault && armed.get()) {
      thrower.run();
    }
  }

  @Override
  public DecoderInfo info() {
    return sound.info();
  }

  @Override
  public int begin() {
    at(Call.BEGIN);
    return sound.begin();
  }

  @Override
  public int length(int slot) {
    at(Call.LENGTH);
    return sound.length(slot);
  }

  @Override
  public void prefill(int slot, long[] tokens, int from, int count, LogitsMode mode) {
    at(Call.PREFILL);
    sound.prefill(slot, tokens, from, count, mode);
  }

  @Override
  public void decode(int[] slots, long[] tokens, int count, boolean fixedShape) {
    at(Call.DECODE);
    sound.decode(slots, tokens, count, fixedShape);
  }

  @Override
  public void logits(int row, float[] target) {
    at(Call.LOGITS);
    sound.logits(row, target);
  }

  @Override
  public void end(int slot) {
    at(Call.END);
    sound.end(slot);
  }

  @Override
  public long graphNanos() {
    at(Call.GRAPH_NANOS);
    return sound.graphNanos();
  }

  @Override
  public int parkedThreads() {
    at(Call.PARKED_THREADS);
    return sound.parkedThreads();
  }

  @Override
  public void close() {
    sound.close();
    at(Call.CLOSE);
  }
}
