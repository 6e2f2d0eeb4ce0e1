package ai.adjutant.inference.embed;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/** An encoder that waits at a gate before each run, and remembers the runs. */
final class GatedEncoder implements TextEncoder {
  final Semaphore gate = new Semaphore(0);
  final Semaphore entered = new Semaphore(0);
  private static final int CONTEXT_LENGTH = 8;
  private final boolean batchIndependent;
  private final ConcurrentLinkedQueue<List<String>> runs = new ConcurrentLinkedQueue<>();

  GatedEncoder(boolean batchIndependent) {
    this.batchIndependent = batchIndependent;
  }

  List<List<String>> runs() {
    return List.copyOf(runs);
  }

  @Override
  public EncoderInfo info() {
    return new EncoderInfo("gated", "00", 1, CONTEXT_LENGTH, 0, batchIndependent, List.of());
  }

  @Override
  public List<TextVector> encode(List<String> texts) {
    runs.add(texts);
    entered.release();
    gate.acquireUninterruptibly();
    return texts.stream()
        .map(text -> new TextVector(new float[] {1}, text.length(), text.length() > CONTEXT_LENGTH))
        .toList();
  }

  @Override
  public void close() {}
}
