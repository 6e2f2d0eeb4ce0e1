package ai.adjutant.inference;

import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much inference may take of the machine, prefix {@code adjutant.inference}.
 *
 * @param embedThreads texts embedded at once; 0 for one a processor
 * @param embedQueriesMax texts of questions that may wait
 * @param embedDocumentsMax texts of documents that may wait
 * @param engineThreads threads of one step of a language model; 0 for one a processor, at most 8
 * @param engineSequencesMax sequences of a language model that are under way at once
 * @param engineQueueMax requests for a language model that may wait
 * @param engineCacheMegabytes memory of a language model's keys and values, in MiB
 */
@ConfigurationProperties("adjutant.inference")
public record InferenceSettings(
    @Bindable(defaultValue = "0") int embedThreads,
    @Bindable(defaultValue = "1024") int embedQueriesMax,
    @Bindable(defaultValue = "4096") int embedDocumentsMax,
    @Bindable(defaultValue = "0") int engineThreads,
    @Bindable(defaultValue = "8") int engineSequencesMax,
    @Bindable(defaultValue = "64") int engineQueueMax,
    @Bindable(defaultValue = "512") int engineCacheMegabytes) {
  /** A step of a small model gains nothing from more. */
  private static final int ENGINE_THREADS_DEFAULT_MAX = 8;

  EmbedSettings embedding() {
    int threads = embedThreads == 0 ? processors() : embedThreads;
    return new EmbedSettings(threads, embedQueriesMax, embedDocumentsMax);
  }

  EngineSettings engine() {
    int threads =
        engineThreads == 0 ? Math.min(processors(), ENGINE_THREADS_DEFAULT_MAX) : engineThreads;
    return new EngineSettings(
        threads, engineSequencesMax, engineQueueMax, (long) engineCacheMegabytes << 20);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
