package ai.adjutant.inference.embed;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.inference.work.Workers;
import java.util.Optional;
import java.util.OptionalInt;

/** How much is embedded, reranked and read at once, over all models that do so. */
@SettingsGroup(
    value = "inference.embed",
    doc = "Embedding, reranking and reading, over all encoders, rerankers and readers.")
public record EmbedSettings(
    @Setting(
            value = "auto",
            min = "1",
            max = "256",
            doc =
                "Runs of texts at once, a thread each, and up to four threads for one text that is"
                    + " embedded alone; auto is the budget of threads.")
        OptionalInt threads,
    @Setting(
            value = "1024",
            min = "256",
            max = "1000000",
            doc = "Texts of questions, and passages to rerank or read, that may wait.")
        int queryQueueSize,
    @Setting(
            value = "4096",
            min = "256",
            max = "1000000",
            doc = "Texts of documents that may wait.")
        int documentQueueSize,
    @Setting(
            value = "auto",
            doc =
                "Name of the installed encoder that embeds documents and questions where no other"
                    + " is named; auto is the one that comes with the program. Questions to a"
                    + " corpus are embedded by the encoder that made its vectors, as long as it is"
                    + " installed.")
        Optional<String> encoder) {
  /** Texts of one request; a queue is never shorter, so that a full request fits an empty one. */
  public static final int TEXTS_MAX = 256;

  /** Checks the ranges. */
  public EmbedSettings {
    Schema.check(EmbedSettings.class, threads, queryQueueSize, documentQueueSize, encoder);
  }

  /** Settings with so many threads. */
  public EmbedSettings(int threads, int queryQueueSize, int documentQueueSize) {
    this(OptionalInt.of(threads), queryQueueSize, documentQueueSize, Optional.empty());
  }

  /** The same, with a share of this budget where threads are not set. */
  public EmbedSettings within(ThreadBudget budget) {
    int share = threads.orElse(budget.threads());
    return Schema.with(this, "threads", OptionalInt.of(share));
  }

  /** Texts at once, once {@link #within} has given a share. */
  public int threadCount() {
    return threads.orElseThrow();
  }

  /** Starts workers of this size; the caller closes them. */
  public Workers start() {
    return Workers.start(threadCount(), queryQueueSize, documentQueueSize);
  }
}
