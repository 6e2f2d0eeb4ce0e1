package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;

/** What strangers' model directories and tokenizers may take. */
@SettingsGroup(
    value = "inference.models",
    doc = "What model directories and tokenizers of others may take.")
public record ModelLimits(
    @Setting(
            value = "131072",
            min = "2",
            max = "1048576",
            doc =
                "Longest sequence of a language model, in tokens; one that states more is served"
                    + " with this.")
        int contextLengthMax,
    @Setting(
            value = "20s",
            min = "100ms",
            max = "1h",
            key = "tokenizer-timeout",
            doc = "Time for one text in a caller's tokenizer.")
        Duration tokenizerTime,
    @Setting(
            value = "10m",
            min = "1s",
            max = "1d",
            key = "trial-timeout",
            doc = "Time for opening an imported model in a child process, before it is installed.")
        Duration trialTime) {
  /** What holds where nothing is set. */
  public static final ModelLimits DEFAULT = Schema.defaults(ModelLimits.class);

  /** Checks the ranges. */
  public ModelLimits {
    Schema.check(ModelLimits.class, contextLengthMax, tokenizerTime, trialTime);
  }
}
