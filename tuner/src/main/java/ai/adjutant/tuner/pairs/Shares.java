package ai.adjutant.tuner.pairs;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.triples.TriplesReason;
import java.util.Map;
import java.util.TreeMap;

/** Parts of the rows that each group of examples gets, from 0 to 1; together 1 at most. */
public record Shares(
    double original, double altered, double tables, double claims, double paraphrases) {
  /** The mix that the shipped reader learns from. */
  public static final String TRAIN =
      "original=0.5,altered=0.2,tables=0.1,claims=0.15,paraphrases=0.05";

  /** The mix that is measured by: no rows but those made by rule. */
  public static final String TEST =
      "original=0,altered=0.3,tables=0.3,claims=0.35,paraphrases=0.05";

  /**
   * Reads {@code group=share,...}; a group that is not named gets none.
   *
   * @throws AdjutantException EXAMPLE_REFUSED
   */
  public static Shares of(String text) {
    Map<String, Double> given = new TreeMap<>();
    for (String one : text.split(",", -1)) {
      String[] sides = one.split("=", -1);
      if (sides.length != 2 || !sides[1].strip().matches("[01]?\\.?\\d+")) {
        throw refused(one);
      }
      given.put(sides[0].strip(), Double.parseDouble(sides[1].strip()));
    }
    Shares shares =
        new Shares(
            taken(given, "original"),
            taken(given, "altered"),
            taken(given, "tables"),
            taken(given, "claims"),
            taken(given, "paraphrases"));
    if (!given.isEmpty()) {
      throw refused(given.toString());
    }
    if (shares.sum() > 1 + 1e-9) {
      throw refused(text);
    }
    return shares;
  }

  private static double taken(Map<String, Double> given, String name) {
    Double share = given.remove(name);
    return share == null ? 0 : share;
  }

  private double sum() {
    return original + altered + tables + claims + paraphrases;
  }

  private static AdjutantException refused(String what) {
    return new AdjutantException(
        TriplesReason.EXAMPLE_REFUSED,
        "'"
            + what
            + "' gives no shares; write original=0.5,altered=0.2,... of original, altered, tables,"
            + " claims, paraphrases, together 1 at most");
  }
}
