package ai.adjutant.retriever;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the retriever together. */
@Factory
@Requires(property = "adjutant.service", value = "retriever")
final class RetrieverFactory {
  @Singleton
  @Bean(preDestroy = "close")
  ServiceServer server(ServiceSettings settings) {
    return new ServiceServer("retriever", settings.listenEndpoint(), List.of());
  }
}
