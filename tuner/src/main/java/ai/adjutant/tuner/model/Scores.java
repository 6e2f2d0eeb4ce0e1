package ai.adjutant.tuner.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good a model is on held-out examples.
 *
 * @param main by which the best checkpoint is chosen; higher is better
 * @param values all figures by name
 */
public record Scores(double main, SortedMap<String, Double> values) {
  /** Keeps a copy. */
  public Scores {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Scores of which one is the main one. */
  public static Scores of(String main, Map<String, Double> values) {
    Double value = values.get(main);
    if (value == null) {
      throw new IllegalArgumentException("no score is named " + main);
    }
    return new Scores(value, new TreeMap<>(values));
  }
}
