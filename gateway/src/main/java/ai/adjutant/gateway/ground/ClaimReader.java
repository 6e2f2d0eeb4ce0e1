package ai.adjutant.gateway.ground;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads claims together with passages. Any thread may call; calls block. */
public interface ClaimReader {
  /** Most pairs of one call. */
  int PAIRS_MAX = 256;

  /**
   * Reads pairs.
   *
   * @param pairs 1 to {@link #PAIRS_MAX}
   * @param timeout how long the caller waits at most
   * @throws AdjutantException with a {@link ClaimReadReason}
   */
  Readings read(List<Pair> pairs, Duration timeout);

  /** A claim with a passage, neither blank. */
  record Pair(String claim, String passage) {}

  /**
   * Holds what was read in pairs, in their order, and who read it.
   *
   * @param model the reader's name
   * @param languages BCP 47 languages that it knows; empty means every language
   */
  record Readings(String model, List<String> languages, List<Reading> readings) {
    /** Copies the lists. */
    public Readings {
      languages = List.copyOf(languages);
      readings = List.copyOf(readings);
    }

    /** Returns whether the readings mean something in a BCP 47 language, whatever the region. */
    boolean knows(String language) {
      String code = Locale.forLanguageTag(language).getLanguage();
      return languages.isEmpty()
          || languages.stream()
              .anyMatch(known -> Locale.forLanguageTag(known).getLanguage().equals(code));
    }
  }

  /**
   * Probabilities, which sum to 1.
   *
   * @param supported that the passage says so
   * @param contradicted that it says otherwise
   * @param notFound that it says neither
   */
  record Reading(double supported, double contradicted, double notFound) {
    private static final double ROUNDING = 1e-3;

    /** Refuses numbers that are no probabilities, or don't sum to 1. */
    public Reading {
      boolean probabilities = supported >= 0 && contradicted >= 0 && notFound >= 0;
      double sum = supported + contradicted + notFound;
      if (!probabilities || !(Math.abs(sum - 1) <= ROUNDING)) {
        throw new IllegalArgumentException(
            "no probabilities: " + supported + ", " + contradicted + ", " + notFound);
      }
    }
  }
}
