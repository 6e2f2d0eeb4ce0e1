package ai.adjutant.retriever.search;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;

/** What holds for searches that leave it open. */
@SettingsGroup(
    value = "retriever.search",
    doc = "What holds for searches that leave it open; a request may say otherwise.")
public record SearchSettings(
    @Setting(value = "10", min = "1", max = "1000", doc = "Hits of a search.") int hits,
    @Setting(
            value = "10s",
            min = "1ms",
            max = "10m",
            doc = "Time for a search whose caller sets no deadline.")
        Duration timeout,
    @Setting(
            value = "5s",
            min = "1ms",
            max = "10m",
            doc =
                "Longest wait for the vector of a question; after it, and after 60% of the search's"
                    + " time, words alone search.")
        Duration encodeTimeout,
    @Setting(value = "weighted-sum", doc = "How the results of words and of vectors are joined.")
        FusionSettings.Method fusion,
    @Setting(
            value = "0.5",
            min = "0",
            max = "1",
            doc = "Share of the vector leg in the score; the words leg has the rest.")
        double vectorWeight,
    @Setting(
            value = "100",
            min = "1",
            max = "2000",
            doc = "Hits that each leg gives before they are joined.")
        int depth,
    @Setting(
            value = "0.2",
            min = "0",
            max = "1",
            doc = "Share of the turns before a question in each leg's score.")
        double contextWeight,
    @Setting(
            value = "0.5",
            min = "0",
            max = "10",
            doc = "Weight of words of the turns before a question on titles.")
        double contextTitleWeight) {
  /** Checks the ranges. */
  public SearchSettings {
    Schema.check(
        SearchSettings.class,
        hits,
        timeout,
        encodeTimeout,
        fusion,
        vectorWeight,
        depth,
        contextWeight,
        contextTitleWeight);
  }
}
