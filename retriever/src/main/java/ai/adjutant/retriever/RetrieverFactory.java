package ai.adjutant.retriever;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Puts the retriever together. */
@Factory
@Requires(property = "adjutant.service", value = "retriever")
final class RetrieverFactory {
  @Singleton
  @Bean(preDestroy = "close")
  Retriever retriever(ServiceSettings service, Settings settings) {
    return Retriever.open(service, RetrieverSettings.of(settings));
  }

  /** Owned and closed by the retriever. */
  @Singleton
  ServiceServer server(Retriever retriever) {
    return retriever.server();
  }
}
