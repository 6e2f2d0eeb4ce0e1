package ai.adjutant.tuner.config;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.tuner.model.Precision;
import java.nio.file.Path;

/** What every run has. */
@SettingsGroup(value = "train", doc = "The run as a whole.")
public record TrainSettings(
    @Setting(
            value = "tuned",
            doc =
                "Folder of the result and of checkpoints; a run that was interrupted goes on from"
                    + " what stands there.")
        Path output,
    @Setting(value = "17", doc = "Seed of the order of examples and of all that is drawn.")
        long seed,
    @Setting(value = "1000", min = "1", max = "100000000", doc = "Steps of each worker.") int steps,
    @Setting(value = "16", min = "1", max = "65536", doc = "Examples in a batch of one worker.")
        int batchSize,
    @Setting(
            value = "1",
            min = "1",
            max = "1024",
            doc = "Batches whose gradients are summed before a step.")
        int accumulation,
    @Setting(
            value = "50",
            min = "1",
            max = "10000",
            doc = "Batches that are sorted by length together; 1 leaves them unsorted.")
        int bucketBatches,
    @Setting(value = "auto", doc = "What products are computed in.") Precision precision,
    @Setting(
            value = "50",
            min = "1",
            max = "1000000",
            doc = "Steps between lines of progress, each a point of the learning curve.")
        int reportEvery,
    @Setting(
            value = "200",
            min = "1",
            max = "1000000",
            doc = "Steps between checkpoints, a multiple of those between lines of progress.")
        int checkpointEvery) {
  /** Refuses values out of range. */
  public TrainSettings {
    Schema.check(
        TrainSettings.class,
        output,
        seed,
        steps,
        batchSize,
        accumulation,
        bucketBatches,
        precision,
        reportEvery,
        checkpointEvery);
  }
}
