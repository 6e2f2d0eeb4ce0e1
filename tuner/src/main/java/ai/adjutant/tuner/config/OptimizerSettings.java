package ai.adjutant.tuner.config;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** AdamW's constants. */
@SettingsGroup(value = "optimizer", doc = "AdamW, with weight decay apart from the gradient.")
public record OptimizerSettings(
    @Setting(value = "0.9", min = "0", max = "0.9999", doc = "Memory of the gradient's mean.")
        double beta1,
    @Setting(value = "0.999", min = "0", max = "0.999999", doc = "Memory of its square's mean.")
        double beta2,
    @Setting(
            value = "0.00000001",
            min = "0.000000000001",
            max = "0.1",
            doc = "Added to the root of the square's mean.")
        double epsilon,
    @Setting(
            value = "0.01",
            min = "0",
            max = "1",
            doc = "Part of a matrix that a step at rate 1 takes away; vectors don't decay.")
        double weightDecay,
    @Setting(
            value = "1",
            min = "0",
            max = "1000000",
            doc =
                "Longest gradient, over all parameters; a longer one is shortened. 0 for no bound.")
        double clipNorm) {
  /** Refuses values out of range. */
  public OptimizerSettings {
    Schema.check(OptimizerSettings.class, beta1, beta2, epsilon, weightDecay, clipNorm);
  }
}
