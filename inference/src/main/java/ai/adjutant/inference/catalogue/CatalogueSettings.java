package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.runtime.RuntimeSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/**
 * Where models lie and what they may take.
 *
 * @param runtime how graphs are run
 * @param modelsFolder the folder of model directories; it need not exist
 * @param embedding of the encoder
 * @param engine of each language model
 * @param registry takes the metrics of the models
 * @param limits of what strangers bring
 */
public record CatalogueSettings(
    RuntimeSettings runtime,
    Path modelsFolder,
    EmbedSettings embedding,
    EngineSettings engine,
    MeterRegistry registry,
    ModelLimits limits) {
  /** The same with the limits that hold where nothing is set, and graphs run as by default. */
  public CatalogueSettings(
      Path nativeFolder,
      Path modelsFolder,
      EmbedSettings embedding,
      EngineSettings engine,
      MeterRegistry registry) {
    this(
        new RuntimeSettings(nativeFolder),
        modelsFolder,
        embedding,
        engine,
        registry,
        ModelLimits.DEFAULT);
  }

  /** Where native libraries are unpacked. */
  public Path nativeFolder() {
    return runtime.nativeFolder();
  }
}
