package ai.adjutant.inference.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a graph: one with all threads, and where it can be had over the same weights, one
 * with a single thread. ONNX Runtime cuts each product into eight pieces for each thread of a
 * session, so a session of several threads of which one works is slower than one of one.
 */
final class Sessions {
  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final OrtSession all;
  private final @Nullable Single single;

  private Sessions(OrtSession all, @Nullable Single single) {
    this.all = all;
    this.single = single;
  }

  /** That of one thread, and the memory that it shares with the other. */
  private record Single(OrtSession session, WeightMemory memory) {}

  /** Opens a session. */
  @FunctionalInterface
  interface Opening {
    /**
     * Opens one.
     *
     * @param threads of its pool
     * @param shared whether its memory comes from {@link RuntimeAllocator}
     */
    OrtSession open(int threads, boolean shared) throws OrtException;
  }

  /** Just the one with all threads. */
  static Sessions of(OrtSession all) {
    return new Sessions(all, null);
  }

  /** Both, or the one with all threads where they don't share their weights. */
  static Sessions sharing(int threads, Opening opening) throws OrtException {
    WeightMemory memory = new WeightMemory();
    OrtSession all = memory.open(() -> opening.open(threads, true));
    try {
      return new Sessions(all, new Single(memory.open(() -> opening.open(1, true)), memory));
    } catch (OrtException | IllegalStateException e) {
      log.warn("no session of one thread", e);
      memory.close(all);
      return of(opening.open(threads, false));
    }
  }

  /** The one that runs best with so many threads working. */
  OrtSession with(int threads) {
    return threads == 1 && single != null ? single.session() : all;
  }

  /** That with all threads. */
  OrtSession all() {
    return all;
  }

  void close() throws OrtException {
    if (single == null) {
      all.close();
    } else {
      single.memory().close(single.session());
      single.memory().close(all);
    }
  }
}
