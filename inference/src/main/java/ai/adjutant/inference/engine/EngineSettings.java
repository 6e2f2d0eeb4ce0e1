package ai.adjutant.inference.engine;

import ai.adjutant.chassis.settings.DataSize;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingsGroup;
import ai.adjutant.chassis.threads.ThreadBudget;
import java.util.OptionalInt;

/** How much one language model may take of the machine. */
@SettingsGroup(
    value = "inference.engine",
    doc = "What each language model may take of the machine.")
public record EngineSettings(
    @Setting(
            value = "auto",
            min = "1",
            max = "256",
            doc = "Threads of one step; auto is the budget of threads, at most 8.")
        OptionalInt threads,
    @Setting(value = "8", min = "1", max = "64", doc = "Sequences that are generated at once.")
        int sequencesMax,
    @Setting(
            value = "64",
            min = "1",
            max = "10000",
            doc = "Requests that may wait; further ones are refused at once.")
        int queueSize,
    @Setting(
            value = "512MiB",
            min = "1MiB",
            doc = "Memory of the KV cache, shared by the sequences under way.")
        DataSize kvCacheSize,
    @Setting(
            value = "false",
            doc =
                "Whether models whose KV cache is int8 are served; ONNX Runtime's kernel for it can"
                    + " bring the whole process down.")
        boolean int8KvCache,
    @Setting(
            value = "true",
            doc =
                "Whether attention is computed by Adjutant's kernel where it can be, or always by"
                    + " ONNX Runtime's.")
        boolean ownAttention,
    @Setting(
            value = "false",
            doc =
                "Whether steps take fewer threads while others want the cores, if that is measured"
                    + " to be faster; only with Adjutant's attention.")
        boolean adaptiveThreads) {
  /** A step of a small model gains nothing from more. */
  private static final int THREADS_AUTO_MAX = 8;

  /** Checks the ranges. */
  public EngineSettings {
    Schema.check(
        EngineSettings.class,
        threads,
        sequencesMax,
        queueSize,
        kvCacheSize,
        int8KvCache,
        ownAttention,
        adaptiveThreads);
  }

  /** Settings without an int8 KV cache, and with our own attention on all threads at all times. */
  public EngineSettings(int threads, int sequencesMax, int queueSize, long kvCacheBytes) {
    this(
        OptionalInt.of(threads),
        sequencesMax,
        queueSize,
        new DataSize(kvCacheBytes),
        false,
        true,
        false);
  }

  /** The same, with a share of this budget where threads are not set. */
  public EngineSettings within(ThreadBudget budget) {
    int share = threads.orElse(Math.min(budget.threads(), THREADS_AUTO_MAX));
    return Schema.with(this, "threads", OptionalInt.of(share));
  }

  /** Threads of one step, once {@link #within} has given a share. */
  public int threadCount() {
    return threads.orElseThrow();
  }
}
