package ai.adjutant.inference;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.process.ProcessReason;
import ai.adjutant.chassis.threads.ThreadBudget;
import ai.adjutant.inference.catalogue.ModelLimits;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.runtime.ExecutionProvider;
import ai.adjutant.inference.runtime.RuntimeSettings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How much inference may take of the machine, prefix {@code adjutant.inference}.
 *
 * @param embedThreads texts embedded or reranked at once; 0 for what the budget of threads gives
 * @param embedQueriesMax texts of questions that may wait
 * @param embedDocumentsMax texts of documents that may wait
 * @param engineThreads threads of one step of a language model; 0 for what the budget gives
 * @param engineSequencesMax sequences of a language model that are under way at once
 * @param engineQueueMax requests for a language model that may wait
 * @param engineCacheMegabytes memory of a language model's keys and values, in MiB
 * @param engineByteCache whether models that remember keys and values in bytes are served
 * @param engineOwnAttention whether attention is computed here where it can be, or by ONNX Runtime
 * @param provider the hardware that language models are run on: {@code auto}, {@code cpu} or {@code
 *     cuda}
 * @param engineAdaptiveThreads whether a language model's steps take fewer threads while others
 *     want the cores, if that is measured to be faster; only where attention is computed here
 * @param importIdleSeconds how long an import may lie still before it is refused, 1 to 86,400
 * @param contextTokensMax longest sequence of a language model, 2 to 1,048,576; one that states
 *     more is served with this
 * @param tokenizerSeconds what one text may take in a caller's tokenizer, 1 to 3,600
 * @param trialSeconds how long an imported model may take to be opened in a child process, 1 to
 *     86,400
 */
@ConfigurationProperties("adjutant.inference")
public record InferenceSettings(
    @Bindable(defaultValue = "0") int embedThreads,
    @Bindable(defaultValue = "1024") int embedQueriesMax,
    @Bindable(defaultValue = "4096") int embedDocumentsMax,
    @Bindable(defaultValue = "0") int engineThreads,
    @Bindable(defaultValue = "8") int engineSequencesMax,
    @Bindable(defaultValue = "64") int engineQueueMax,
    @Bindable(defaultValue = "512") int engineCacheMegabytes,
    @Bindable(defaultValue = "false") boolean engineByteCache,
    @Bindable(defaultValue = "true") boolean engineOwnAttention,
    @Bindable(defaultValue = "auto") String provider,
    @Bindable(defaultValue = "false") boolean engineAdaptiveThreads,
    @Bindable(defaultValue = "120") int importIdleSeconds,
    @Bindable(defaultValue = "131072") int contextTokensMax,
    @Bindable(defaultValue = "20") int tokenizerSeconds,
    @Bindable(defaultValue = "600") int trialSeconds) {
  ModelLimits limits() {
    return new ModelLimits(
        contextTokensMax, Duration.ofSeconds(tokenizerSeconds), Duration.ofSeconds(trialSeconds));
  }

  RuntimeSettings runtime(Path nativeFolder) {
    return new RuntimeSettings(nativeFolder, executionProvider(), engineAdaptiveThreads);
  }

  private ExecutionProvider executionProvider() {
    return switch (provider.toLowerCase(Locale.ROOT)) {
      case "auto" -> ExecutionProvider.AUTO;
      case "cpu" -> ExecutionProvider.CPU;
      case "cuda" -> ExecutionProvider.CUDA;
      default ->
          throw new AdjutantException(
              ProcessReason.SETTING_REFUSED,
              "adjutant.inference.provider is '" + provider + "', not auto, cpu or cuda");
    };
  }

  EmbedSettings embedding(ThreadBudget budget) {
    int threads = embedThreads == 0 ? budget.embedding() : embedThreads;
    return new EmbedSettings(threads, embedQueriesMax, embedDocumentsMax);
  }

  EngineSettings engine(ThreadBudget budget) {
    int threads = engineThreads == 0 ? budget.generation() : engineThreads;
    return new EngineSettings(
        threads,
        engineSequencesMax,
        engineQueueMax,
        (long) engineCacheMegabytes << 20,
        engineByteCache,
        engineOwnAttention);
  }
}
