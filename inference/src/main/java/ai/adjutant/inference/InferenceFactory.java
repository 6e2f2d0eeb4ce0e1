package ai.adjutant.inference;

import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.transport.ServiceServer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the inference together. */
@Factory
@Requires(property = "adjutant.service", value = "inference")
final class InferenceFactory {
  @Singleton
  @Bean(preDestroy = "close")
  ServiceServer server(ServiceSettings settings) {
    return new ServiceServer("inference", settings.listenEndpoint(), List.of());
  }
}
