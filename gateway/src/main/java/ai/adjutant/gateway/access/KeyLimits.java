package ai.adjutant.gateway.access;

import java.time.Duration;

/**
 * States how much a key may take unless it says otherwise itself.
 *
 * @param requestsPerMinuteMax calls a minute, 1 to 1,000,000; as many may come at once after a
 *     quiet minute
 * @param concurrentMax calls under way at once, 1 to 10,000
 */
public record KeyLimits(int requestsPerMinuteMax, int concurrentMax) {
  private static final int REQUESTS_MAX = 1_000_000;
  private static final int CONCURRENT_MAX = 10_000;

  /** Checks the ranges. */
  public KeyLimits {
    if (requestsPerMinuteMax < 1 || requestsPerMinuteMax > REQUESTS_MAX) {
      throw new IllegalArgumentException(
          "requestsPerMinuteMax is " + requestsPerMinuteMax + ", not 1 to " + REQUESTS_MAX);
    }
    if (concurrentMax < 1 || concurrentMax > CONCURRENT_MAX) {
      throw new IllegalArgumentException(
          "concurrentMax is " + concurrentMax + ", not 1 to " + CONCURRENT_MAX);
    }
  }

  /** These limits where a key's own, which are 0 for none, don't say otherwise. */
  KeyLimits with(int ownRequestsPerMinuteMax, int ownConcurrentMax) {
    return new KeyLimits(
        ownRequestsPerMinuteMax == 0 ? requestsPerMinuteMax : ownRequestsPerMinuteMax,
        ownConcurrentMax == 0 ? concurrentMax : ownConcurrentMax);
  }

  /** How long one call takes of the rate. */
  double nanosPerRequest() {
    return (double) Duration.ofMinutes(1).toNanos() / requestsPerMinuteMax;
  }
}
