package ai.adjutant.admin.bench;

import ai.adjutant.admin.terminal.Terminal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;

/**
 * Nearest-rank percentiles of times in milliseconds; NaN over none.
 *
 * @param max the longest
 * @param mean the mean
 */
record Percentiles(double p50, double p95, double p99, double max, double mean) {
  /** Percentiles of times in nanoseconds. */
  static Percentiles ofNanos(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        rank(sorted, 0.50),
        rank(sorted, 0.95),
        rank(sorted, 0.99),
        rank(sorted, 1),
        Arrays.stream(sorted).average().orElse(Double.NaN) / 1e6);
  }

  private static double rank(long[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e6;
  }

  /** As JSON; null for what nothing was measured of. */
  ObjectNode json() {
    ObjectNode node = Terminal.object();
    put(node, "p50", p50);
    put(node, "p95", p95);
    put(node, "p99", p99);
    put(node, "max", max);
    put(node, "mean", mean);
    return node;
  }

  /** Puts a figure; null for NaN, which JSON does not know. */
  static void put(ObjectNode node, String field, double value) {
    if (Double.isNaN(value)) {
      node.putNull(field);
    } else {
      node.put(field, value);
    }
  }

  /** As a line of a report. */
  String line() {
    return String.format(
        Locale.ROOT, "p50 %.2f, p95 %.2f, p99 %.2f, max %.2f ms", p50, p95, p99, max);
  }
}
