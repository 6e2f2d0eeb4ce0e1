package ai.adjutant.chassis.logging;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** How a process logs. */
@SettingsGroup(value = "logging", doc = "The log of a service process, on standard error.")
public record LoggingSettings(
    @Setting(value = "text", doc = "Whether lines are for people, or JSON objects for programs.")
        LogFormat format,
    @Setting(
            value = "50",
            min = "1",
            max = "10000",
            doc = "Lines that are written in a second at most; what exceeds it is counted.")
        int linesPerSecond) {
  /** Checks the ranges. */
  public LoggingSettings {
    Schema.check(LoggingSettings.class, format, linesPerSecond);
  }
}
