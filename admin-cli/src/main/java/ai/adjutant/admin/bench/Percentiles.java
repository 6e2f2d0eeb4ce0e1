package ai.adjutant.admin.bench;

import ai.adjutant.admin.terminal.Terminal;
import ai.adjutant.statistics.Quantiles;
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
  private static final Percentiles NONE =
      new Percentiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Percentiles of times in nanoseconds. */
  static Percentiles ofNanos(long[] nanos) {
    if (nanos.length == 0) {
      return NONE;
    }
    Quantiles millis = Quantiles.of(Arrays.stream(nanos).mapToDouble(time -> time / 1e6).toArray());
    return new Percentiles(
        millis.nearestRank(0.50),
        millis.nearestRank(0.95),
        millis.nearestRank(0.99),
        millis.nearestRank(1),
        Arrays.stream(nanos).average().orElseThrow() / 1e6);
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
