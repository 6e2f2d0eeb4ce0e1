package ai.adjutant.inference.catalogue;

import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.runtime.RuntimeSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where models lie and what they may take.
 *
 * @param runtime how graphs are run
 * @param modelsFolder the folder of model directories; it need not exist
 * @param embedding of the encoder
 * @param engine of each language model
 * @param registry takes the metrics of the models
 * @param limits of what strangers bring
 * @param reader directory of the reader that comes with the program, where there is one
 */
public record CatalogueSettings(
    RuntimeSettings runtime,
    Path modelsFolder,
    EmbedSettings embedding,
    EngineSettings engine,
    MeterRegistry registry,
    ModelLimits limits,
    Optional<Path> reader) {
  /**
   * The same with the limits that hold where nothing is set, graphs run as by default, and no
   * reader but those installed.
   */
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
        ModelLimits.DEFAULT,
        Optional.empty());
  }

  /** Where native libraries are unpacked. */
  public Path nativeFolder() {
    return runtime.nativeFolder();
  }
}
