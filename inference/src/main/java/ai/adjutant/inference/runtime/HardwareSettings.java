package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** The hardware that language models are run on. */
@SettingsGroup(value = "inference", doc = "The hardware that language models are run on.")
public record HardwareSettings(
    @Setting(
            value = "auto",
            doc =
                "The processor, an NVIDIA GPU, or a GPU where this build and this machine have one;"
                    + " with cuda, nothing starts without one.")
        ExecutionProvider provider) {
  /** Checks the value. */
  public HardwareSettings {
    Schema.check(HardwareSettings.class, provider);
  }
}
