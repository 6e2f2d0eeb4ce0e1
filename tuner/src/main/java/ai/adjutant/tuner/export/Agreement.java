package ai.adjutant.tuner.export;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.model.Scores;
import java.util.List;
import java.util.Locale;

/** Decides whether a graph gives what it should; refusals say what differs, and by how much. */
final class Agreement {
  /** How far outputs in floats may be off. */
  private static final double FLOATS_OFF_MAX = 1e-3;

  private Agreement() {}

  /**
   * Refuses to take for equal what was compared on nothing.
   *
   * @param rows to compare
   * @throws AdjutantException EXPORT_NOT_EQUAL where there are none
   */
  static void rows(List<TokenRow> rows) {
    if (rows.isEmpty()) {
      throw notEqual(
          "no held-out row is there to compare the graph with the trainer; give a file with"
              + " questions in English");
    }
  }

  /**
   * Compares an output in floats.
   *
   * @param name of the output
   * @return the largest difference
   * @throws AdjutantException EXPORT_NOT_EQUAL
   */
  static double outputs(String name, float[] trainer, float[] graph) {
    double off = difference(trainer, graph);
    if (!(off <= FLOATS_OFF_MAX)) {
      throw notEqual(
          String.format(
              Locale.ROOT,
              "output %s of the graph is off by %.2g from the trainer's, at most %.0e is taken",
              name,
              off,
              FLOATS_OFF_MAX));
    }
    return off;
  }

  private static double difference(float[] one, float[] other) {
    if (one.length != other.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((double) one[i] - other[i])); // NaN stays
    }
    return largest;
  }

  /**
   * Compares a score in bytes with that in floats.
   *
   * @param most that may be lost
   * @throws AdjutantException EXPORT_NOT_EQUAL, also where the score could not be measured
   */
  static void score(String name, Scores floats, Scores bytes, double most) {
    Double before = floats.values().get(name);
    Double after = bytes.values().get(name);
    if (before == null || after == null) {
      throw notEqual(
          "the held-out rows can't show "
              + name
              + " of the graph in bytes; give a file with answered and unanswered questions, or"
              + " export with --fp32");
    }
    if (!(before - after <= most)) {
      throw notEqual(
          String.format(
              Locale.ROOT,
              "in bytes %s falls from %.4f to %.4f, at most %s may be lost; measure more rows, or"
                  + " export with --fp32",
              name,
              before,
              after,
              most));
    }
  }

  private static AdjutantException notEqual(String message) {
    return new AdjutantException(ExportReason.EXPORT_NOT_EQUAL, message);
  }
}
