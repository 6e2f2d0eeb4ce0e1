package ai.adjutant.tuner.config;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Factors for parts of a model, by how the names of its parameters begin.
 *
 * @param byPrefix from 0 to 1000
 */
public record PrefixFactors(SortedMap<String, Double> byPrefix) {
  private static final int ENTRIES_MAX = 1_000;
  private static final double FACTOR_MAX = 1_000;

  /** Keeps a copy. */
  public PrefixFactors {
    byPrefix = Collections.unmodifiableSortedMap(new TreeMap<>(byPrefix));
  }

  /**
   * Reads {@code PREFIX=FACTOR} pairs with commas between.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static PrefixFactors parse(String text) {
    SortedMap<String, Double> factors = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      String[] sides = pair.strip().split("=", -1);
      if (sides.length != 2
          || sides[0].isBlank()
          || !sides[1].strip().matches("\\d{1,4}(\\.\\d+)?")) {
        throw new IllegalArgumentException("'" + pair.strip() + "' is no PREFIX=FACTOR");
      }
      double factor = Double.parseDouble(sides[1].strip());
      if (factor > FACTOR_MAX) {
        throw new IllegalArgumentException("a factor is at most 1000");
      }
      if (factors.put(sides[0].strip(), factor) != null) {
        throw new IllegalArgumentException("'" + sides[0].strip() + "' is given twice");
      }
    }
    if (factors.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException("more than 1000 prefixes");
    }
    return new PrefixFactors(factors);
  }

  /** The factor of a name: that of its longest prefix, or 1. */
  public double of(String name) {
    double factor = 1;
    int longest = -1;
    for (Map.Entry<String, Double> entry : byPrefix.entrySet()) {
      if (name.startsWith(entry.getKey()) && entry.getKey().length() > longest) {
        longest = entry.getKey().length();
        factor = entry.getValue();
      }
    }
    return factor;
  }

  /** As it is read. */
  @Override
  public String toString() {
    return byPrefix.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
