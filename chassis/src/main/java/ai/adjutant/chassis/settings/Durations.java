package ai.adjutant.chassis.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes times such as {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}, {@code 7d}.
 */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?([A-Za-z]*)");

  private record Unit(String name, Duration length) {}

  /** The largest first. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", Duration.ofDays(1)),
          new Unit("h", Duration.ofHours(1)),
          new Unit("m", Duration.ofMinutes(1)),
          new Unit("s", Duration.ofSeconds(1)),
          new Unit("ms", Duration.ofMillis(1)));

  private Durations() {}

  /**
   * Reads a whole number with a unit.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time");
    }
    String unit = matcher.group(2);
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("a number without a unit");
    }
    for (Unit known : UNITS) {
      if (known.name().equals(unit)) {
        return known.length().multipliedBy(Long.parseLong(matcher.group(1)));
      }
    }
    throw new IllegalArgumentException("a unit that is unknown (known: ms, s, m, h, d)");
  }

  /** The time in the largest unit that expresses it exactly; whole milliseconds at the finest. */
  static String format(Duration time) {
    for (Unit unit : UNITS) {
      if (!time.isZero() && time.toNanos() % unit.length().toNanos() == 0) {
        return time.dividedBy(unit.length()) + unit.name();
      }
    }
    return time.isZero() ? "0s" : time.toMillis() + "ms";
  }
}
