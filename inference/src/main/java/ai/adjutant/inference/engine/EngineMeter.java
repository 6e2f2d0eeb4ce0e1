package ai.adjutant.inference.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what an engine does. The engine's owner writes; any thread may read. */
final class EngineMeter {
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong positions = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong decodeSteps = new AtomicLong();
  private final AtomicLong decodeRows = new AtomicLong();
  private final AtomicLong graphNanos = new AtomicLong();
  private final AtomicLong otherNanos = new AtomicLong();
  private final AtomicLong generated = new AtomicLong();

  /** What is under way. */
  void state(int sequences, long positionsUsed) {
    running.setPlain(sequences);
    positions.setRelease(positionsUsed);
  }

  /** A step was taken. */
  void step(int decodedRows, long nanosInGraph, long nanosInAll) {
    add(steps, 1);
    if (decodedRows > 0) {
      add(decodeSteps, 1);
      add(decodeRows, decodedRows);
    }
    add(graphNanos, nanosInGraph);
    add(otherNanos, nanosInAll - nanosInGraph);
  }

  /** A token was generated. */
  void token() {
    add(generated, 1);
  }

  /** A request got its turn after it had waited. */
  void queued(long nanos) {}

  /** A request's first token came. */
  void first(long nanos) {}

  /** A later token came. */
  void between(long nanos) {}

  private static void add(AtomicLong counter, long more) {
    counter.setRelease(counter.getPlain() + more); // one writer
  }

  EngineFacts facts(int waiting, long positionsMax) {
    return new EngineFacts(
        (int) running.getAcquire(),
        waiting,
        positions.getAcquire(),
        positionsMax,
        steps.getAcquire(),
        generated.getAcquire(),
        decodeRows.getAcquire(),
        decodeSteps.getAcquire(),
        otherNanos.getAcquire() / 1e9,
        graphNanos.getAcquire() / 1e9);
  }
}
