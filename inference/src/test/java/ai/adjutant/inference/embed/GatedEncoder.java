package ai.adjutant.inference.embed;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An encoder that waits at a gate before each text, and remembers the order and the crowd. */
final class GatedEncoder implements TextEncoder {
  final Semaphore gate = new Semaphore(0);
  final Semaphore entered = new Semaphore(0);
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger crowd = new AtomicInteger();

  List<String> order() {
    return List.copyOf(order);
  }

  int crowd() {
    return crowd.get();
  }

  @Override
  public EncoderFacts facts() {
    return new EncoderFacts("gated", "00", 1, 8, 0);
  }

  @Override
  public TextVector encode(String text) {
    order.add(text);
    int now = inside.incrementAndGet();
    crowd.accumulateAndGet(now, Math::max);
    entered.release();
    try {
      gate.acquireUninterruptibly();
      if (text.equals("bad")) {
        throw new IllegalArgumentException("bad text");
      }
      return new TextVector(new float[] {1}, text.length(), false);
    } finally {
      inside.decrementAndGet();
    }
  }

  @Override
  public void close() {}
}
