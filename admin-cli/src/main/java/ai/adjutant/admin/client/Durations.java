package ai.adjutant.admin.client;

import com.google.protobuf.Duration;

/** Durations of the contracts as people read them. */
public final class Durations {
  private Durations() {}

  /** Milliseconds. */
  public static double millis(Duration duration) {
    return duration.getSeconds() * 1e3 + duration.getNanos() / 1e6;
  }
}
