package ai.adjutant.inference.service;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;

/** What holds for requests to generate that leave it open. */
@SettingsGroup(value = "inference.generation", doc = "Requests for generated text.")
public record GenerationSettings(
    @Setting(
            value = "256",
            min = "1",
            max = "1000000",
            doc =
                "Most tokens of an answer where a request does not say; a model's context is a"
                    + " bound of its own.")
        int defaultTokensMax) {
  /** Checks the range. */
  public GenerationSettings {
    Schema.check(GenerationSettings.class, defaultTokensMax);
  }
}
