package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC server of one service: its methods, health (the whole and each service by name) and
 * reflection. Handlers run on virtual threads. Owned by whoever starts it; {@link #drain} then
 * {@link #close}.
 */
public final class ServiceServer implements AutoCloseable {
  private final String service;
  private final Endpoint endpoint;
  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ExecutorService handlers;

  /** A server of these methods, not yet started. */
  public ServiceServer(String service, Endpoint endpoint, List<BindableService> methods) {
    this(service, endpoint, methods, null);
  }

  /** The same with a registry that is asked for methods which no one else serves. */
  public ServiceServer(
      String service,
      Endpoint endpoint,
      List<BindableService> methods,
      @Nullable HandlerRegistry fallback) {
    this.service = service;
    this.endpoint = endpoint;
    this.handlers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(service + "-call-", 0).factory());
    ServerBuilder<?> builder =
        switch (endpoint) {
          case Endpoint.Tcp tcp -> netty(tcp);
          case Endpoint.InProcess local -> InProcessServerBuilder.forName(local.name());
        };
    builder
        .executor(handlers)
        .maxInboundMessageSize(Channels.MESSAGE_BYTES_MAX)
        .intercept(new CallbackScope())
        .intercept(new ErrorMapping());
    for (BindableService method : methods) {
      builder.addService(method);
      health.setStatus(
          method.bindService().getServiceDescriptor().getName(), ServingStatus.SERVING);
    }
    if (fallback != null) {
      builder.fallbackHandlerRegistry(fallback);
    }
    builder.addService(health.getHealthService());
    builder.addService(ProtoReflectionServiceV1.newInstance());
    server = builder.build();
  }

  private static NettyServerBuilder netty(Endpoint.Tcp tcp) {
    if (!tcp.isLoopback()) {
      throw new AdjutantException(
          TransportReason.ADDRESS_NOT_LOOPBACK,
          "will not serve on "
              + tcp.host()
              + ": without TLS and authentication only loopback addresses are served; use"
              + " 127.0.0.1");
    }
    return NettyServerBuilder.forAddress(new InetSocketAddress(tcp.host(), tcp.port()))
        .permitKeepAliveTime(20, TimeUnit.SECONDS);
  }

  /**
   * Starts serving.
   *
   * @throws AdjutantException PORT_IN_USE when the address can't be bound
   */
  public ServiceServer start() {
    try {
      server.start();
      return this;
    } catch (IOException e) {
      handlers.close();
      throw new AdjutantException(
          TransportReason.PORT_IN_USE,
          service
              + " can't listen on "
              + endpoint
              + ": the port is in use or not allowed; choose another with --port",
          e);
    }
  }

  /** Name of the service. */
  public String service() {
    return service;
  }

  /** Where it is reached; with the real port where any free one was asked for. */
  public Endpoint endpoint() {
    return endpoint instanceof Endpoint.Tcp tcp && server.getPort() > 0
        ? new Endpoint.Tcp(tcp.host(), server.getPort())
        : endpoint;
  }

  /** Takes no new calls, waits for the running ones, then cancels what is left. */
  public void drain(Duration patience) {
    if (!server.isShutdown()) {
      health.enterTerminalState();
      server.shutdown();
    }
    try {
      if (!server.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    handlers.shutdownNow();
  }
}
