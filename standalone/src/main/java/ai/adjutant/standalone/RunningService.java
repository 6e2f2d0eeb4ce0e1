package ai.adjutant.standalone;

import ai.adjutant.chassis.context.RandomIds;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.standalone.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** One service in a context of its own: its beans see no other service's. */
final class RunningService implements AutoCloseable {
  private final ApplicationContext context;
  private final ServiceServer server;
  private final OptionalInt httpPort;

  private RunningService(ApplicationContext context, ServiceServer server, OptionalInt httpPort) {
    this.context = context;
    this.server = server;
    this.httpPort = httpPort;
  }

  /**
   * Starts a service.
   *
   * @param settings properties below {@code adjutant.}, and Micronaut's own
   * @param metrics takes the service's numbers; stays the caller's
   * @param http whether it speaks HTTP too
   */
  static RunningService start(
      ServiceName name, Map<String, Object> settings, Metrics metrics, boolean http) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("adjutant.service", name.name());
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .banner(false)
            .properties(properties)
            .singletons(metrics, metrics.registry(), new RandomIds(), Clock.systemUTC())
            .build();
    try {
      context.start();
      ServiceServer server = context.getBean(ServiceServer.class).start();
      OptionalInt port =
          http
              ? OptionalInt.of(context.getBean(EmbeddedServer.class).start().getPort())
              : OptionalInt.empty();
      return new RunningService(context, server, port);
    } catch (BeanInstantiationException e) {
      context.close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  ServiceServer server() {
    return server;
  }

  OptionalInt httpPort() {
    return httpPort;
  }

  /** Lets running calls end within the timeout, then stops. */
  void drain(Duration timeout) {
    server.drain(timeout);
    close();
  }

  @Override
  public void close() {
    context.close();
  }
}
