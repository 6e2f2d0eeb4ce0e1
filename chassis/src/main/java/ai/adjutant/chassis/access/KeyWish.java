package ai.adjutant.chassis.access;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is asked for when a key is made.
 *
 * @param name what people call it; 1 to 64 letters, digits, blanks and {@code . _ -}
 * @param scopes what it may be used for; one at least
 * @param requestsPerMinuteMax calls a minute, up to {@value #REQUESTS_MAX}; 0 for the gateway's
 *     setting
 * @param concurrentMax calls under way at once, up to {@value #CONCURRENT_MAX}; 0 for the gateway's
 *     setting
 */
public record KeyWish(String name, Set<Scope> scopes, int requestsPerMinuteMax, int concurrentMax) {
  /** Largest bound on calls a minute. */
  public static final int REQUESTS_MAX = 1_000_000;

  /** Largest bound on calls under way. */
  public static final int CONCURRENT_MAX = 10_000;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._-]{0,63})");

  /** Checks all of it; KEY_REFUSED says what is wrong. */
  public KeyWish {
    scopes = Set.copyOf(scopes);
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "the name of a key has 1 to 64 letters, digits, blanks and . _ - and starts with a letter"
              + " or digit");
    }
    if (scopes.isEmpty()) {
      throw refused("a key needs a scope: ask, load or admin");
    }
    if (requestsPerMinuteMax < 0 || requestsPerMinuteMax > REQUESTS_MAX) {
      throw refused("the calls a minute of a key are 0 (the setting) to " + REQUESTS_MAX);
    }
    if (concurrentMax < 0 || concurrentMax > CONCURRENT_MAX) {
      throw refused("the calls at once of a key are 0 (the setting) to " + CONCURRENT_MAX);
    }
  }

  static AdjutantException refused(String message) {
    return new AdjutantException(KeyReason.KEY_REFUSED, message);
  }
}
