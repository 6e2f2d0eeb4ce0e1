package ai.adjutant.gateway.ground;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;

/** How the sentences of language models are compared with the passages. */
@SettingsGroup(
    value = "gateway.ground",
    doc = "How the sentences of language models are compared with the passages.")
public record GroundSettings(
    @Setting(
            value = "true",
            doc =
                "Whether a reader of inference is asked beside the rules; numbers, dates, names and"
                    + " negations that differ are refused whatever it says.")
        boolean reader,
    @Setting(
            value = "600ms",
            min = "1ms",
            max = "1m",
            doc =
                "Longest wait for the reader for all sentences of an answer; after it, and after"
                    + " half of the question's time left, the rules decide alone.")
        Duration timeout,
    @Setting(
            value = "3",
            min = "1",
            max = "16",
            doc =
                "Passages that each sentence is read with, at most: first where its nearest"
                    + " sentence stands, the others only where that one does not support it.")
        int passagesMax,
    @Setting(
            value = "10s",
            min = "1ms",
            max = "1h",
            doc = "How long a reader that failed three times, or is not there, is not asked.")
        Duration pause) {
  /** Checks the ranges. */
  public GroundSettings {
    Schema.check(GroundSettings.class, reader, timeout, passagesMax, pause);
  }
}
