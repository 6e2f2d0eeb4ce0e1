package ai.adjutant.retriever.index;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.threads.ThreadBudget;
import java.util.OptionalInt;

/** States what the indexes of all corpora together may take. */
@SettingsGroup(value = "retriever.index", doc = "The indexes of all corpora together.")
public record IndexSettings(
    @Setting(
            value = "auto",
            min = "1",
            max = "64",
            doc =
                "Merges of index segments at once, a thread each; auto is a quarter of the budget"
                    + " of threads, 1 to 4.")
        OptionalInt mergeThreads) {
  /** Each merge holds a segment's vectors in memory. */
  private static final int AUTO_MAX = 4;

  /** Checks the range. */
  public IndexSettings {
    Schema.check(IndexSettings.class, mergeThreads);
  }

  /** Returns a copy with a share of this budget where threads are not set. */
  public IndexSettings within(ThreadBudget budget) {
    int share = mergeThreads.orElse(Math.clamp(budget.threads() / 4, 1, AUTO_MAX));
    return Schema.with(this, "mergeThreads", OptionalInt.of(share));
  }

  /** Returns how many merges run at once, once {@link #within} has given a share. */
  public int mergeThreadCount() {
    return mergeThreads.orElseThrow();
  }
}
