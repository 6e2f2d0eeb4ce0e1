package ai.adjutant.inference;

import ai.adjutant.inference.embed.EmbedSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much inference may take of the machine, prefix {@code adjutant.inference}.
 *
 * @param embedThreads texts embedded at once; 0 for one a processor
 * @param embedQueriesMax texts of questions that may wait
 * @param embedDocumentsMax texts of documents that may wait
 */
@ConfigurationProperties("adjutant.inference")
public record InferenceSettings(
    @Bindable(defaultValue = "0") int embedThreads,
    @Bindable(defaultValue = "1024") int embedQueriesMax,
    @Bindable(defaultValue = "4096") int embedDocumentsMax) {

  /** The settings that hold where nothing is said. */
  static InferenceSettings defaults() {
    return new InferenceSettings(0, 1024, 4096);
  }

  EmbedSettings embedding() {
    int threads = embedThreads == 0 ? Runtime.getRuntime().availableProcessors() : embedThreads;
    return new EmbedSettings(threads, embedQueriesMax, embedDocumentsMax);
  }
}
