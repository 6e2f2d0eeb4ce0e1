package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.sample.Sampling;
import java.time.Duration;
import java.util.List;

/**
 * How to generate.
 *
 * @param sampling how tokens are chosen
 * @param tokensMax at most this many new tokens, at least 1
 * @param stops texts at which generation ends; at most 16 of at most 256 characters, none empty
 * @param deterministic whether every step has a fixed shape, so that the tokens do not depend on
 *     who else is served
 * @param longPrompt what happens to a prompt that is longer than fits into the context
 * @param timeout how long it may take from the request to the last token
 */
public record GenerationOptions(
    Sampling sampling,
    int tokensMax,
    List<String> stops,
    boolean deterministic,
    LongPrompt longPrompt,
    Duration timeout) {
  /** What happens to a prompt that is too long. */
  public enum LongPrompt {
    /** It is refused. */
    REFUSE,
    /** Its beginning is cut away, so that the answer fits behind it. */
    KEEP_END
  }

  /** Most stop texts. */
  public static final int STOPS_MAX = 16;

  /** Longest timeout; nothing waits for ever. */
  public static final Duration TIMEOUT_MAX = Duration.ofHours(1);

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
    if (timeout.isNegative() || timeout.compareTo(TIMEOUT_MAX) > 0) {
      timeout = TIMEOUT_MAX;
    }
    stops = List.copyOf(stops);
  }

  /** Options that leave everything but sampling and length at what a caller gets by default. */
  public static GenerationOptions of(Sampling sampling, int tokensMax, List<String> stops) {
    return new GenerationOptions(sampling, tokensMax, stops, false, LongPrompt.REFUSE, TIMEOUT_MAX);
  }

  static AdjutantException refused(String message) {
    return new AdjutantException(EngineReason.OPTION_INVALID, message);
  }
}
