package ai.adjutant.chassis.transport;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/** Opens channels to services; the caller owns the channel and shuts it down. */
public final class Channels {
  /** Largest message that is read, in bytes; as large as a page of search results may become. */
  public static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

  /** Largest metadata of a call, in bytes, names included; what we send takes some hundred. */
  public static final int METADATA_BYTES_MAX = 16 * 1024;

  private Channels() {}

  /**
   * Opens a channel; nothing is connected until the first call. Plain text: peers are on this
   * machine. Calls within a request carry its {@link ai.adjutant.chassis.context.RequestContext}.
   * Failures of the transport come as gRPC words them; {@link PeerFailure} classifies them.
   */
  public static ManagedChannel open(Endpoint endpoint) {
    return open(endpoint, InsecureChannelCredentials.create());
  }

  /**
   * Opens a channel as the other method does, to a server that may be on another machine.
   *
   * @param credentials how a TCP connection is protected; within a process nothing is needed
   */
  public static ManagedChannel open(Endpoint endpoint, ChannelCredentials credentials) {
    return builder(endpoint, credentials).build();
  }

  /** Opens a channel to a service of the platform in plain text: it is on this machine. */
  public static ManagedChannel open(Endpoint endpoint, String service) {
    return open(endpoint, service, InsecureChannelCredentials.create());
  }

  /**
   * Opens a channel to a service of the platform. Failures of the transport come as a status with
   * the reason of {@link TransportReason} and a message that can be shown to people.
   *
   * @param service its name, for messages
   * @param credentials how a TCP connection is protected; within a process nothing is needed
   */
  public static ManagedChannel open(
      Endpoint endpoint, String service, ChannelCredentials credentials) {
    return builder(endpoint, credentials).intercept(new PeerFailures(service, endpoint)).build();
  }

  private static ManagedChannelBuilder<?> builder(
      Endpoint endpoint, ChannelCredentials credentials) {
    ManagedChannelBuilder<?> builder =
        switch (endpoint) {
          case Endpoint.Tcp tcp ->
              NettyChannelBuilder.forAddress(tcp.host(), tcp.port(), credentials)
                  .keepAliveTime(60, TimeUnit.SECONDS);
          case Endpoint.InProcess local -> InProcessChannelBuilder.forName(local.name());
        };
    return builder
        .maxInboundMessageSize(MESSAGE_BYTES_MAX)
        .maxInboundMetadataSize(METADATA_BYTES_MAX)
        .intercept(new ContextExit());
  }
}
