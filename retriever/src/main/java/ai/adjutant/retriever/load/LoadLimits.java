package ai.adjutant.retriever.load;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;
import java.util.OptionalInt;

/** Bounds of loads. */
@SettingsGroup(value = "retriever.load", doc = "Loads of documents into corpora.")
public record LoadLimits(
    @Setting(
            value = "512MiB",
            min = "1B",
            max = "1TiB",
            doc = "Largest file; a larger one is refused.")
        DataSize fileSizeMax,
    @Setting(
            value = "auto",
            min = "1",
            max = "64",
            doc = "Files of one load that are read at once; auto is retriever.parse.processes.")
        OptionalInt parseWorkers,
    @Setting(
            value = "8000000",
            min = "1",
            max = "1000000000",
            doc = "Text of one load between parser and index, in UTF-16 code units.")
        int charactersInFlight,
    @Setting(value = "4", min = "1", max = "64", doc = "Calls of one load to the encoder at once.")
        int encodeCalls,
    @Setting(value = "16", min = "1", max = "256", doc = "Texts of one call to the encoder.")
        int encodeTexts,
    @Setting(
            value = "400ms",
            min = "1ms",
            max = "1m",
            doc = "How late a document is committed, and can be found, at most.")
        Duration commitDelay,
    @Setting(value = "4", min = "1", max = "64", doc = "Loads that run at once.") int runningMax) {
  /** Checks the ranges. */
  public LoadLimits {
    Schema.check(
        LoadLimits.class,
        fileSizeMax,
        parseWorkers,
        charactersInFlight,
        encodeCalls,
        encodeTexts,
        commitDelay,
        runningMax);
  }

  /** Returns a copy with so many workers where their number is not set. */
  public LoadLimits within(int parseProcesses) {
    int workers = parseWorkers.orElse(parseProcesses);
    return Schema.with(this, "parseWorkers", OptionalInt.of(workers));
  }

  /** Files of one load at once, once {@link #within} has given a number. */
  int workerCount() {
    return parseWorkers.orElseThrow();
  }

  /** Returns the defaults with so many workers. */
  public static LoadLimits defaults(int parseWorkers) {
    return Schema.defaults(LoadLimits.class).within(parseWorkers);
  }
}
