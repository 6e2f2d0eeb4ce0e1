package ai.adjutant.inference.runtime;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.nio.file.Path;

/** The hardware that language models are run on. */
@SettingsGroup(value = "inference", doc = "The hardware that language models are run on.")
public record HardwareSettings(
    @Setting(
            value = "auto",
            doc =
                "The processor, an NVIDIA GPU, or a GPU where this build and this machine have one;"
                    + " with cuda, nothing starts without one.")
        ExecutionProvider provider,
    @Setting(
            value = "false",
            doc =
                "Whether steps of a language model take fewer threads while others want the cores,"
                    + " if that is measured to be faster; only with Adjutant's attention.")
        boolean adaptiveThreads) {
  /** Checks the ranges. */
  public HardwareSettings {
    Schema.check(HardwareSettings.class, provider, adaptiveThreads);
  }

  /** How graphs are run, with native libraries unpacked in this folder. */
  public RuntimeSettings with(Path nativeFolder) {
    return new RuntimeSettings(nativeFolder, provider, adaptiveThreads);
  }
}
