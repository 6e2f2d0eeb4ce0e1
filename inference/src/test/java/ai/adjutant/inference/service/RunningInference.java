package ai.adjutant.inference.service;

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

/** Inference on a free port, with a channel to it. */
final class RunningInference implements AutoCloseable {
  private final Catalogue catalogue;
  private final ServiceServer server;
  private final ManagedChannel channel;

  private RunningInference(Catalogue catalogue, Path nativeFolder) {
    this.catalogue = catalogue;
    server = InferenceServer.of(new Endpoint.Tcp("127.0.0.1", 0), catalogue, nativeFolder).start();
    channel = Channels.open(server.endpoint());
  }

  /** Serves the model directories under {@code models} of the folder. */
  static RunningInference on(Path data) {
    return on(data, new EngineSettings(1, 2, 4, 64 << 20));
  }

  /** The same with engines that may take more or less. */
  static RunningInference on(Path data, EngineSettings engine) {
    return new RunningInference(
        Catalogue.open(
            new CatalogueSettings(
                data.resolve("native"),
                data.resolve("models"),
                new EmbedSettings(2, 1_024, 4_096),
                engine,
                new SimpleMeterRegistry())),
        data.resolve("native"));
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
    catalogue.close();
  }
}
