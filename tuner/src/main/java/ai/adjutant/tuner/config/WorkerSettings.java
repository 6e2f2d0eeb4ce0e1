package ai.adjutant.tuner.config;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** How cores are used. */
@SettingsGroup(
    value = "workers",
    doc = "Copies of the model that learn from different batches and are averaged.")
public record WorkerSettings(
    @Setting(value = "1", min = "1", max = "256", doc = "How many.") int count,
    @Setting(value = "1", min = "1", max = "256", doc = "Threads of each.") int threads,
    @Setting(
            value = "10",
            min = "1",
            max = "10000",
            doc = "Steps between averages; steps, reports and evaluations are multiples of it.")
        int averageEvery) {
  /** Refuses values out of range. */
  public WorkerSettings {
    Schema.check(WorkerSettings.class, count, threads, averageEvery);
  }
}
