package ai.adjutant.chassis.process;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.threads.ThreadBudget;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What the whole process works on, and with. */
@SettingsGroup(value = "", doc = "The process as a whole.")
public record ProcessSettings(
    @Setting(
            value = "data",
            doc =
                "Folder that holds everything: corpora, models and, unless --config names another,"
                    + " the settings file.")
        Path data,
    @Setting(
            value = "auto",
            min = "1",
            max = "256",
            doc =
                "Threads that generation, embedding, merges and parsers may take together; auto is"
                    + " one for each processor.")
        OptionalInt threads) {
  /** Checks the ranges. */
  public ProcessSettings {
    Schema.check(ProcessSettings.class, data, threads);
  }

  /** The budget of threads. */
  public ThreadBudget budget() {
    return threads.isPresent() ? ThreadBudget.of(threads.getAsInt()) : ThreadBudget.ofProcessors();
  }
}
