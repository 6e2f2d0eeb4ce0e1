package ai.adjutant.standalone;

import ai.adjutant.chassis.context.RandomIds;
import ai.adjutant.chassis.process.ServiceSettings;
import ai.adjutant.chassis.process.TlsSettings;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.standalone.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** One service in a context of its own: its beans see no other service's. */
final class RunningService implements AutoCloseable {
  /** Micronaut's number for any free port. */
  private static final int RANDOM_PORT = -1;

  /** The source that is read last overrides what Micronaut may find by itself. */
  private static final int LAST = Integer.MAX_VALUE;

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
   * @param settings of the process; the beans take theirs from here, and from nowhere else
   * @param service what this service is started with
   * @param tls what protects its connections
   * @param metrics takes the service's numbers; stays the caller's
   * @param http whether it speaks HTTP too
   */
  static RunningService start(
      ServiceName name,
      Settings settings,
      ServiceSettings service,
      TlsSettings tls,
      Metrics metrics,
      boolean http) {
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .deduceCloudEnvironment(false)
            .bootstrapEnvironment(false)
            .enableDefaultPropertySources(false)
            .environmentPropertySource(false)
            .banner(false)
            .propertySources(PropertySource.of("adjutant", properties(name, settings), LAST))
            .singletons(
                metrics,
                metrics.registry(),
                new RandomIds(),
                Clock.systemUTC(),
                settings,
                service,
                tls)
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

  /** What Micronaut itself is given; it reads no file, variable or system property of its own. */
  private static Map<String, Object> properties(ServiceName name, Settings settings) {
    ServerSettings server = settings.get(ServerSettings.class);
    int port = server.httpPort(name == ServiceName.gateway);
    return Map.of(
        "adjutant.service", name.name(),
        "micronaut.server.host", server.httpHost(),
        "micronaut.server.port", port == 0 ? RANDOM_PORT : port,
        "micronaut.server.max-request-size", server.httpRequestSizeMax().bytes(),
        "micronaut.server.idle-timeout", server.httpIdleTimeout());
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
