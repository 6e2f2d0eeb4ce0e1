package ai.adjutant.inference;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.inference.service.InferenceServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Wires inference for a process; the beans close when their context does. */
@Factory
@Requires(property = "adjutant.service", value = "inference")
public final class InferenceFactory {
  /** The data folder and the models. */
  @Singleton
  @Bean(preDestroy = "close")
  OpenInference inference(
      ServiceSettings service, Settings settings, Optional<MeterRegistry> registry) {
    return OpenInference.open(
        service, InferenceSettings.of(settings), registry.orElseGet(SimpleMeterRegistry::new));
  }

  /** What protects its connections. */
  @Singleton
  @Bean(preDestroy = "close")
  ServiceSecurity security(TlsSettings tls, Clock clock) {
    return tls.open(ServiceRole.INFERENCE, clock);
  }

  /** The server, not yet started. */
  @Singleton
  @Bean(preDestroy = "close")
  ServiceServer server(
      ServiceSettings service,
      Settings settings,
      ServiceSecurity security,
      OpenInference inference) {
    return InferenceServer.of(
        service.listen(),
        security,
        inference.catalogue(),
        inference.nativeFolder(),
        InferenceSettings.of(settings).generation(),
        inference.idleTimeout());
  }
}
