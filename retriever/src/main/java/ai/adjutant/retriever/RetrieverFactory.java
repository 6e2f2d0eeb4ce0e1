package ai.adjutant.retriever;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Puts the retriever together. */
@Factory
@Requires(property = "adjutant.service", value = "retriever")
final class RetrieverFactory {
  @Singleton
  @Bean(preDestroy = "close")
  ServiceSecurity security(TlsSettings tls, Clock clock) {
    return tls.open(ServiceRole.RETRIEVER, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Retriever retriever(
      ServiceSettings service,
      ServiceSecurity security,
      Settings settings,
      Optional<MeterRegistry> registry) {
    return Retriever.open(
        service,
        security,
        RetrieverSettings.of(settings),
        registry.orElseGet(SimpleMeterRegistry::new));
  }

  /** Owned and closed by the retriever. */
  @Singleton
  ServiceServer server(Retriever retriever) {
    return retriever.server();
  }
}
