package ai.adjutant.admin.bench;

import ai.adjutant.inference.v1.Usage;
import java.util.List;

/**
 * What one stream saw.
 *
 * @param startNanos when its request was sent, on the clock of {@link System#nanoTime}
 * @param tokenNanos when each token came
 * @param usage what the server says that it took
 */
record Trace(long startNanos, List<Long> tokenNanos, Usage usage) {
  /** Copies the times. */
  Trace {
    tokenNanos = List.copyOf(tokenNanos);
  }

  int tokens() {
    return tokenNanos.size();
  }

  /** When its last token came, or it was sent when none did. */
  long endNanos() {
    return tokenNanos.isEmpty() ? startNanos : tokenNanos.getLast();
  }
}
