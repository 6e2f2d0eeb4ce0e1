package ai.adjutant.inference;

import ai.adjutant.chassis.process.DataFolder;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.CatalogueSettings;
import ai.adjutant.inference.runtime.ExecutionProvider;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.runtime.RuntimeSettings;
import ai.adjutant.inference.service.ImportIdleTimeout;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What a running inference service holds: its part of the data folder, and the models. */
final class OpenInference implements AutoCloseable {
  private final DataFolder folder;
  private final Path nativeFolder;
  private final Catalogue catalogue;
  private final ImportIdleTimeout idleTimeout;

  private OpenInference(
      DataFolder folder, Path nativeFolder, Catalogue catalogue, ImportIdleTimeout idleTimeout) {
    this.folder = folder;
    this.nativeFolder = nativeFolder;
    this.catalogue = catalogue;
    this.idleTimeout = idleTimeout;
  }

  /** Locks the data folder and opens the models. */
  static OpenInference open(
      ServiceSettings service, InferenceSettings settings, MeterRegistry registry) {
    InferenceSettings shared = settings.within(service.budget());
    CatalogueSettings models =
        new CatalogueSettings(
            new RuntimeSettings(
                service.data().resolve("native"),
                settings.hardware().provider(),
                settings.engine().adaptiveThreads()),
            service.data().resolve("tenants").resolve("default").resolve("models"),
            shared.embed(),
            shared.engine(),
            registry,
            settings.limits(),
            settings.reader().served());
    if (models.runtime().provider() == ExecutionProvider.CUDA) {
      OnnxRuntime unused = OnnxRuntime.load(models.runtime()); // refuses where there is no GPU
    }
    DataFolder folder = DataFolder.open(service.data(), "inference");
    ImportIdleTimeout idleTimeout = new ImportIdleTimeout(settings.imports().idleTimeout());
    return new OpenInference(folder, models.nativeFolder(), Catalogue.open(models), idleTimeout);
  }

  /** Where native libraries are unpacked. */
  Path nativeFolder() {
    return nativeFolder;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /** With imports that lie still. */
  ImportIdleTimeout idleTimeout() {
    return idleTimeout;
  }

  @Override
  public void close() {
    idleTimeout.close();
    catalogue.close();
    try {
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of the data folder can't be given back", e);
    }
  }
}
