package ai.adjutant.inference.service;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;

/** Bounds of imports. */
@SettingsGroup(value = "inference.import", doc = "Imports of models.")
public record ImportSettings(
    @Setting(
            value = "120s",
            min = "1s",
            max = "1d",
            doc = "How long a client may send nothing before its import is ended.")
        Duration idleTimeout) {
  /** Checks the range. */
  public ImportSettings {
    Schema.check(ImportSettings.class, idleTimeout);
  }
}
