package ai.adjutant.inference.service;

import ai.adjutant.chassis.threads.ThreadShare;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ProcessMethods;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.inference.catalogue.Catalogue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** Makes the server of inference. */
public final class InferenceServer {
  private InferenceServer() {}

  /**
   * A server of these models, not yet started; the models and the idle timeout stay the caller's.
   *
   * @param security protects its connections
   * @param nativeFolder where native libraries are unpacked
   * @param idleTimeout of imports
   */
  public static ServiceServer of(
      Endpoint endpoint,
      ServiceSecurity security,
      Catalogue catalogue,
      Path nativeFolder,
      GenerationSettings generation,
      ImportIdleTimeout idleTimeout) {
    return new ServiceServer(
        "inference",
        endpoint,
        List.of(
            new EmbeddingMethods(catalogue),
            new GenerationMethods(
                catalogue, new GenerationRequests(new SecureRandom()::nextLong, generation)),
            new RerankMethods(catalogue),
            new ReadMethods(catalogue),
            new ModelMethods(catalogue, idleTimeout),
            new TokenizerMethods(catalogue, nativeFolder),
            new ProcessMethods(
                List.of(
                    new ThreadShare("generation", catalogue.settings().engine().threadCount()),
                    new ThreadShare("embedding", catalogue.settings().embedding().threadCount())))),
        null,
        ServerEnvironment.internal(catalogue.settings().registry()).with(Protection.of(security)));
  }
}
