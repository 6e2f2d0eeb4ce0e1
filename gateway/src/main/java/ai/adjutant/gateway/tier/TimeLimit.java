package ai.adjutant.gateway.tier;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Describes an instant on a monotonic clock by which something must have ended.
 *
 * @param atNanos the instant, in the clock's nanoseconds
 * @param clock tells the time, {@code System::nanoTime} in service
 */
public record TimeLimit(long atNanos, LongSupplier clock) {
  /** Sets a limit this far from now. */
  public static TimeLimit in(Duration time, LongSupplier clock) {
    return new TimeLimit(clock.getAsLong() + time.toNanos(), clock);
  }

  /** Returns the time that is left; zero once it is over. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, atNanos - clock.getAsLong()));
  }

  /** Returns a limit at this share of the time left, so that later steps keep the rest. */
  public TimeLimit share(double share) {
    return in(Duration.ofNanos((long) (left().toNanos() * share)), clock);
  }
}
