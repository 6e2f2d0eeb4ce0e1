package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.sample.Sampling;
import java.util.List;

/**
 * How to generate.
 *
 * @param sampling how tokens are chosen
 * @param tokensMax at most this many new tokens, at least 1
 * @param stops texts at which generation ends; at most 16 of at most 256 characters, none empty
 */
public record GenerationOptions(Sampling sampling, int tokensMax, List<String> stops) {
  /** Most stop texts. */
  public static final int STOPS_MAX = 16;

  /** Longest stop text, in characters. */
  public static final int STOP_CHARACTERS_MAX = 256;

  /**
   * Checks the ranges.
   *
   * @throws AdjutantException OPTION_INVALID
   */
  public GenerationOptions {
    if (tokensMax < 1) {
      throw refused("max_tokens is " + tokensMax + ", not 1 or more");
    }
    if (stops.size() > STOPS_MAX) {
      throw refused(stops.size() + " stop texts, at most " + STOPS_MAX + " are taken");
    }
    for (int i = 0; i < stops.size(); i++) {
      int length = stops.get(i).length();
      if (length < 1 || length > STOP_CHARACTERS_MAX) {
        throw refused(
            "stop[" + i + "] has " + length + " characters, not 1 to " + STOP_CHARACTERS_MAX);
      }
    }
    stops = List.copyOf(stops);
  }

  static AdjutantException refused(String message) {
    return new AdjutantException(EngineReason.OPTION_INVALID, message);
  }
}
