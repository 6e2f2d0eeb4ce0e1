package ai.adjutant.inference.service;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.inference.catalogue.Catalogue;
import ai.adjutant.inference.catalogue.CatalogueSettings;
import ai.adjutant.inference.embed.EmbedSettings;
import ai.adjutant.inference.engine.EngineSettings;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Inference on a free port, with a channel to it. */
final class RunningInference implements AutoCloseable {
  private static final EngineSettings SMALL = new EngineSettings(1, 2, 4, 64 << 20);

  private final Catalogue catalogue;
  private final ImportIdleTimeout idleTimeout;
  private final ServiceServer server;
  private final ManagedChannel channel;

  private RunningInference(Catalogue catalogue, Path nativeFolder, Duration importIdle) {
    this.catalogue = catalogue;
    idleTimeout = new ImportIdleTimeout(importIdle);
    server =
        InferenceServer.of(
                new Endpoint.Tcp("127.0.0.1", 0),
                ServiceSecurity.plaintext(ServiceRole.INFERENCE),
                catalogue,
                nativeFolder,
                Schema.defaults(GenerationSettings.class),
                idleTimeout)
            .start();
    channel = Channels.open(server.endpoint());
  }

  /** Serves the model directories under {@code models} of the folder. */
  static RunningInference on(Path data) {
    return on(data, SMALL);
  }

  /** The same with imports that may lie still for so long. */
  static RunningInference on(Path data, Duration importIdle) {
    return on(data, SMALL, importIdle);
  }

  /** The same with engines that may take more or less. */
  static RunningInference on(Path data, EngineSettings engine) {
    return on(data, engine, Duration.ofMinutes(2));
  }

  private static RunningInference on(Path data, EngineSettings engine, Duration importIdle) {
    return new RunningInference(
        Catalogue.open(settings(data, engine)), data.resolve("native"), importIdle);
  }

  /** The same with a reader that comes with the program, or without one. */
  static RunningInference withReader(Path data, Optional<Path> reader) {
    CatalogueSettings plain = settings(data, SMALL);
    CatalogueSettings settings =
        new CatalogueSettings(
            plain.runtime(),
            plain.modelsFolder(),
            plain.embedding(),
            plain.engine(),
            plain.registry(),
            plain.limits(),
            reader);
    return new RunningInference(
        Catalogue.open(settings), data.resolve("native"), Duration.ofMinutes(2));
  }

  private static CatalogueSettings settings(Path data, EngineSettings engine) {
    return new CatalogueSettings(
        data.resolve("native"),
        data.resolve("models"),
        new EmbedSettings(2, 1_024, 4_096),
        engine,
        new SimpleMeterRegistry());
  }

  ManagedChannel channel() {
    return channel;
  }

  /** Where it is reached. */
  Endpoint endpoint() {
    return server.endpoint();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    idleTimeout.close();
    catalogue.close();
  }
}
