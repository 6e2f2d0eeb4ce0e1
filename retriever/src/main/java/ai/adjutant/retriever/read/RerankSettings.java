package ai.adjutant.retriever.read;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.time.Duration;

/** How the best hits of a search are read together with the question, and reranked. */
@SettingsGroup(
    value = "retriever.rerank",
    doc =
        "How the best hits of a search are read together with the question, and reranked; corpora"
            + " and requests turn it on.")
public record RerankSettings(
    @Setting(
            value = "8",
            min = "0",
            max = "64",
            doc = "Hits that are read, the best first; 0 reads none.")
        int hitsMax,
    @Setting(
            value = "0.2",
            min = "0",
            max = "1",
            doc =
                "Share of the relevance that was read in the rank of these hits; the fused score"
                    + " has the rest.")
        double weight,
    @Setting(
            value = "400ms",
            min = "1ms",
            max = "1m",
            doc =
                "Longest wait for the reader; after it, and after half of the search's time left,"
                    + " the fused order stays.")
        Duration timeout,
    @Setting(
            value = "100ms",
            min = "0ms",
            max = "1m",
            doc = "The reader is not asked where it would have less time than this.")
        Duration timeMin,
    @Setting(
            value = "10s",
            min = "1ms",
            max = "1h",
            doc = "How long a reader that failed three times, or is not there, is not asked.")
        Duration pause) {
  /** Checks the ranges. */
  public RerankSettings {
    Schema.check(RerankSettings.class, hitsMax, weight, timeout, timeMin, pause);
  }
}
