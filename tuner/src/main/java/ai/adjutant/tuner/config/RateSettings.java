package ai.adjutant.tuner.config;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.util.Optional;

/** How fast is learnt, when and where. */
@SettingsGroup(value = "rate", doc = "The learning rate over time and over the parts of a model.")
public record RateSettings(
    @Setting(value = "0.0001", min = "0", max = "100", doc = "The highest learning rate.")
        double peak,
    @Setting(
            value = "0",
            min = "0",
            max = "10000000",
            doc = "Steps in which the rate rises to its highest.")
        int warmUpSteps,
    @Setting(value = "linear", doc = "How the rate falls after that until the last step.")
        Decay decay,
    @Setting(
            value = "0",
            min = "0",
            max = "1",
            doc = "What is left of the highest rate at the last step, as a fraction.")
        double last,
    @Setting(
            value = "1",
            min = "0",
            max = "1",
            doc = "Factor on the rate for each layer further from the heads.")
        double layerFactor,
    @Setting(
            value = "none",
            form = "PREFIX=FACTOR,...",
            doc =
                "Parts of the model with a rate of their own; of several prefixes of a parameter's"
                    + " name the longest counts, and factor 0 leaves the part as it is.")
        Optional<PrefixFactors> factors) {
  /** How the rate falls. */
  public enum Decay {
    /** Not at all. */
    CONSTANT,
    /** In a straight line. */
    LINEAR,
    /** As half a wave of a cosine: slow, fast, slow. */
    COSINE
  }

  /** Refuses values out of range. */
  public RateSettings {
    Schema.check(RateSettings.class, peak, warmUpSteps, decay, last, layerFactor, factors);
  }
}
