package ai.adjutant.chassis.transport;

import ai.adjutant.chassis.error.AdjutantException;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC server of one service: its methods, health (the whole and each service by name) and
 * reflection. Handlers run on virtual threads, but for those that the environment names as prompt.
 * Owned by whoever starts it; {@link #drain} then {@link #close}.
 */
public final class ServiceServer implements AutoCloseable {
  private final String service;
  private final Endpoint endpoint;
  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();
  private final ExecutorService handlers;

  /** A server of these methods behind the gateway, not yet started. */
  public ServiceServer(String service, Endpoint endpoint, List<BindableService> methods) {
    this(service, endpoint, methods, null, ServerEnvironment.unobserved());
  }

  /**
   * A server, not yet started.
   *
   * @param fallback is asked for methods which no one else serves
   * @param environment what the process gives it
   */
  public ServiceServer(
      String service,
      Endpoint endpoint,
      List<BindableService> methods,
      @Nullable ForwardedServices fallback,
      ServerEnvironment environment) {
    this.service = service;
    this.endpoint = endpoint;
    this.handlers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(service + "-call-", 0).factory());
    ServerBuilder<?> builder =
        switch (endpoint) {
          case Endpoint.Tcp tcp -> netty(tcp, environment);
          case Endpoint.InProcess local -> InProcessServerBuilder.forName(local.name());
        };
    CallThreads.choose(builder, environment.prompt(), handlers);
    builder
        .maxInboundMessageSize(Channels.MESSAGE_BYTES_MAX)
        .intercept(new CallbackScope())
        .intercept(new ErrorMapping())
        .intercept(environment.protection().calls()) // sees each end, of failed calls too
        .intercept(new CallMeter(service, methodNames(methods, fallback), environment.registry()))
        .intercept(new ContextEntry(environment.exposure(), environment.ids())); // runs first
    for (BindableService method : methods) {
      ServerServiceDefinition served = method.bindService();
      builder.addService(RequestParsing.of(served));
      health.setStatus(served.getServiceDescriptor().getName(), ServingStatus.SERVING);
    }
    if (fallback != null) {
      builder.fallbackHandlerRegistry(fallback);
    }
    builder.addService(RequestParsing.of(healthService(fallback).bindService()));
    builder.addService(RequestParsing.of(ProtoReflectionServiceV1.newInstance().bindService()));
    builder.addService(RequestParsing.of(olderReflection().bindService()));
    server = builder.build();
  }

  private static Set<String> methodNames(
      List<BindableService> methods, @Nullable ForwardedServices fallback) {
    Stream<ServerServiceDefinition> own = methods.stream().map(BindableService::bindService);
    Stream<ServerServiceDefinition> forwarded =
        fallback == null ? Stream.empty() : fallback.getServices().stream();
    return Stream.concat(own, forwarded)
        .flatMap(service -> service.getMethods().stream())
        .map(method -> method.getMethodDescriptor().getFullMethodName())
        .collect(Collectors.toUnmodifiableSet());
  }

  private BindableService healthService(@Nullable ForwardedServices fallback) {
    BindableService own = health.getHealthService();
    return fallback != null && own instanceof HealthGrpc.AsyncService service
        ? new HealthByName(service, fallback)
        : own;
  }

  /** What grpc_cli and older tools ask for. */
  @SuppressWarnings("deprecation")
  private static BindableService olderReflection() {
    return ProtoReflectionService.newInstance();
  }

  private static NettyServerBuilder netty(Endpoint.Tcp tcp, ServerEnvironment environment) {
    if (!tcp.isLoopback()) {
      environment.protection().requireFor(environment.exposure(), tcp.host());
    }
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(tcp.host(), tcp.port()),
            environment.protection().security().serving())
        .permitKeepAliveTime(20, TimeUnit.SECONDS)
        .maxInboundMetadataSize(Channels.METADATA_BYTES_MAX);
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

  /**
   * Takes no new calls, waits for the running ones until the timeout, then cancels what is left.
   */
  public void drain(Duration timeout) {
    if (!server.isShutdown()) {
      health.enterTerminalState();
      server.shutdown();
    }
    try {
      if (!server.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
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
