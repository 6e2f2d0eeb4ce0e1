package ai.adjutant.tuner.encoder;

import ai.adjutant.tuner.model.Scores;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Holds the place of the first right passage of each question, from 1.
 *
 * @param places in the order of the questions
 */
public record Ranks(List<Integer> places) {
  /** How many passages count as found. */
  private static final int CUT = 10;

  /** Keeps a copy. */
  public Ranks {
    places = List.copyOf(places);
  }

  static Ranks of(List<Integer> places) {
    return new Ranks(places);
  }

  /** Returns 1 over the place, for each question. */
  public double[] reciprocal() {
    return each(place -> 1.0 / place);
  }

  /** Returns 1 where a right passage is among the first ten, else 0, for each question. */
  public double[] hits() {
    return each(place -> place <= CUT ? 1 : 0);
  }

  private double[] each(IntToDoubleFunction figure) {
    return places.stream().mapToInt(Integer::intValue).mapToDouble(figure).toArray();
  }

  /** Returns the means. */
  Scores scores() {
    double mrr = mean(reciprocal());
    return Scores.of("mrr", Map.of("mrr", mrr, "hit_at_10", mean(hits())));
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
