package ai.adjutant.gateway.access;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Duration;
import java.util.Map;

/**
 * What one key takes at the moment: a bucket of tokens, one a call, that fills with time, and the
 * calls under way. Any thread may call.
 */
final class KeyUse {
  private final KeyLimits limits;
  private double tokens; // guarded by this
  private long filledNanos; // guarded by this
  private int running; // guarded by this

  KeyUse(KeyLimits limits, long nowNanos) {
    this.limits = limits;
    this.tokens = limits.requestsPerMinuteMax();
    this.filledNanos = nowNanos;
  }

  /**
   * Takes a call's part.
   *
   * @throws RetryLater when the key has used up its part
   */
  synchronized void begin(long nowNanos) {
    fill(nowNanos);
    if (running >= limits.concurrentMax()) {
      throw new RetryLater(
          new AdjutantException(
              AccessReason.KEY_CONCURRENCY_EXCEEDED,
              "this key may have "
                  + limits.concurrentMax()
                  + " calls under way; wait for one to end, or make a key with a larger"
                  + " --concurrent",
              Map.of("limit", Integer.toString(limits.concurrentMax())),
              null),
          Duration.ofSeconds(1));
    }
    if (tokens < 1) {
      Duration pause = Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosPerToken()));
      throw new RetryLater(
          new AdjutantException(
              AccessReason.KEY_RATE_EXCEEDED,
              "this key may make "
                  + limits.requestsPerMinuteMax()
                  + " calls a minute; try again later, or make a key with a larger --rate",
              Map.of("limit", Integer.toString(limits.requestsPerMinuteMax())),
              null),
          pause);
    }
    tokens--;
    running++;
  }

  /** Gives back what a call took of the calls under way. */
  synchronized void end() {
    running--;
  }

  /** Returns whether nothing would be different without it. */
  synchronized boolean isIdle(long nowNanos) {
    fill(nowNanos);
    return running == 0 && tokens >= limits.requestsPerMinuteMax();
  }

  private void fill(long nowNanos) {
    double more = (nowNanos - filledNanos) / nanosPerToken();
    tokens = Math.min(limits.requestsPerMinuteMax(), tokens + more);
    filledNanos = nowNanos;
  }

  private double nanosPerToken() {
    return limits.nanosPerRequest();
  }
}
