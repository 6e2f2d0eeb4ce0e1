package ai.adjutant.retriever.parse;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.threads.ThreadBudget;
import java.time.Duration;
import java.util.OptionalInt;

/** Bounds of reading documents. */
@SettingsGroup(value = "retriever.parse", doc = "Reading of documents, in child processes.")
public record ParseSettings(
    @Setting(
            value = "auto",
            min = "1",
            max = "16",
            doc =
                "Child processes that parse at once, one thread each; auto is half of the budget of"
                    + " threads, 2 to 4.")
        OptionalInt processes,
    @Setting(
            value = "300MiB",
            min = "64MiB",
            max = "16GiB",
            doc = "Heap of each child process; a document that needs more is refused.")
        DataSize heapSize,
    @Setting(
            value = "60s",
            min = "1ms",
            max = "1h",
            doc = "Time for one document; one that needs longer is refused.")
        Duration timeout,
    @Setting(
            value = "8000000",
            min = "1",
            max = "100000000",
            doc = "Longest text of one document, in UTF-16 code units; a longer one is refused.")
        int charactersMax) {
  /** Says what to do about a text that is too long; it goes on after ";". */
  public static final String SPLIT_OR_RAISE =
      "split it into several documents, or set a larger "
          + SettingKey.named("retriever.parse.characters-max").howToSet();

  /** Each process has a heap of its own. */
  private static final int AUTO_MAX = 4;

  /** With two, a document on which a parser hangs does not hold up all others. */
  private static final int AUTO_MIN = 2;

  /** Checks the ranges. */
  public ParseSettings {
    Schema.check(ParseSettings.class, processes, heapSize, timeout, charactersMax);
  }

  /** Returns a copy with a share of this budget where the number of processes is not set. */
  public ParseSettings within(ThreadBudget budget) {
    int share = Math.min(budget.threads(), Math.clamp(budget.threads() / 2, AUTO_MIN, AUTO_MAX));
    return Schema.with(this, "processes", OptionalInt.of(processes.orElse(share)));
  }

  /** Returns how many child processes run at once, once {@link #within} has given a share. */
  public int processCount() {
    return processes.orElseThrow();
  }

  /** Returns the defaults with so many child processes. */
  public static ParseSettings defaults(int processes) {
    return Schema.with(
        Schema.defaults(ParseSettings.class), "processes", OptionalInt.of(processes));
  }
}
