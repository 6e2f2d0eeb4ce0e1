package ai.adjutant.tuner.config;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** When the model is looked at. */
@SettingsGroup(value = "evaluation", doc = "The look at the held-out part.")
public record EvaluationSettings(
    @Setting(value = "200", min = "1", max = "1000000", doc = "Steps between evaluations.")
        int every,
    @Setting(
            value = "0",
            min = "0",
            max = "10000",
            doc = "Evaluations without a better score after which the run ends; 0 for never.")
        int stopAfter,
    @Setting(
            value = "32",
            min = "1",
            max = "65536",
            doc = "Held-out examples that are computed together.")
        int batchSize) {
  /** Refuses values out of range. */
  public EvaluationSettings {
    Schema.check(EvaluationSettings.class, every, stopAfter, batchSize);
  }
}
