package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a process logs, prefix {@code adjutant.logging}.
 *
 * @param format text or json
 * @param linesPerSecond lines that are written in a second at most, 1 to 10,000; what exceeds it is
 *     counted
 */
public record LoggingSettings(LogFormat format, int linesPerSecond) {
  /** Lines per second where none are set. */
  public static final int LINES_PER_SECOND = 50;

  private static final int LINES_PER_SECOND_MAX = 10_000;

  /** Refuses a bound out of its range. */
  public LoggingSettings {
    if (linesPerSecond < 1 || linesPerSecond > LINES_PER_SECOND_MAX) {
      throw new AdjutantException(
          LoggingReason.SETTING_REFUSED,
          "adjutant.logging.lines-per-second is "
              + linesPerSecond
              + "; give 1 to "
              + LINES_PER_SECOND_MAX);
    }
  }

  /** Lines for people, as many as are sensible. */
  public static LoggingSettings defaults() {
    return new LoggingSettings(LogFormat.TEXT, LINES_PER_SECOND);
  }

  /**
   * Reads them from the system properties of the process.
   *
   * @throws AdjutantException SETTING_REFUSED
   */
  public static LoggingSettings ofProcess() {
    LoggingSettings defaults = defaults();
    String format = System.getProperty("adjutant.logging.format");
    return new LoggingSettings(
        format == null ? defaults.format() : format(format),
        lines(System.getProperty("adjutant.logging.lines-per-second"), defaults.linesPerSecond()));
  }

  private static LogFormat format(String word) {
    return Arrays.stream(LogFormat.values())
        .filter(format -> format.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new AdjutantException(
                LoggingReason.SETTING_REFUSED,
                "adjutant.logging.format is '"
                    + word.substring(0, Math.min(word.length(), 40))
                    + "'; give one of "
                    + Arrays.stream(LogFormat.values())
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
  }

  private static int lines(@Nullable String word, int otherwise) {
    if (word == null) {
      return otherwise;
    }
    return word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : -1;
  }
}
