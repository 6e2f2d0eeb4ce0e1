package ai.adjutant.retriever.read;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.FailurePause;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Spares a reader that fails, as {@link FailurePause} says. Any thread may call. */
public final class PausingReader implements Reader {
  private final Reader reader;
  private final FailurePause pause;

  /**
   * Wraps a reader.
   *
   * @param pause how long it is not asked
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  public PausingReader(Reader reader, Duration pause, LongSupplier nanoTime) {
    this.reader = reader;
    this.pause = new FailurePause(pause, nanoTime);
  }

  @Override
  public Readings read(String question, List<String> passages, int spansMax, Duration timeout) {
    if (!pause.mayAsk()) {
      throw new AdjutantException(
          ReadReason.READER_PAUSED,
          "the reader of inference failed just now; it is asked again within "
              + pause.length().toMillis()
              + " ms");
    }
    try {
      Readings readings = reader.read(question, passages, spansMax, timeout);
      pause.succeeded();
      return readings;
    } catch (AdjutantException e) {
      if (e.reason() == ReadReason.READER_MISSING) {
        pause.missing();
      } else if (e.reason() != ReadReason.READ_CANCELLED) { // which says nothing of the reader
        pause.failed();
      }
      throw e;
    }
  }
}
