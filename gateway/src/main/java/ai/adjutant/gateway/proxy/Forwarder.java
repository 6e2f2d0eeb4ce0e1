package ai.adjutant.gateway.proxy;

import ai.adjutant.chassis.transport.ForwardedServices;
import com.google.common.io.ByteStreams;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls on to the service whose package they name, byte for byte, with deadline,
 * cancellation and flow control: a message is asked for on one side only when the other can take
 * it. Of metadata only the context of the request goes on, which the peer's channel writes, and
 * only the details of a failure come back.
 */
final class Forwarder extends ForwardedServices {
  private static final Metadata.Key<byte[]> STATUS_DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final List<ServiceProxy.Peer> peers;

  Forwarder(List<ServiceProxy.Peer> peers) {
    this.peers = List.copyOf(peers);
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String method, @Nullable String authority) {
    ServiceProxy.Peer peer = peer(method).orElse(null);
    if (peer == null) {
      return null;
    }
    MethodDescriptor<byte[], byte[]> bytes =
        MethodDescriptor.<byte[], byte[]>newBuilder(Bytes.INSTANCE, Bytes.INSTANCE)
            .setFullMethodName(method)
            .setType(MethodDescriptor.MethodType.UNKNOWN)
            .build();
    return ServerMethodDefinition.create(bytes, (call, headers) -> forward(peer, bytes, call));
  }

  @Override
  public Optional<Channel> serverOf(String service) {
    return peer(service).map(ServiceProxy.Peer::channel);
  }

  private Optional<ServiceProxy.Peer> peer(String name) {
    return peers.stream().filter(peer -> name.startsWith(peer.grpcPackage() + ".")).findFirst();
  }

  /** Returns what reflection lists; calls are looked up by name and passed on as bytes. */
  @Override
  public List<ServerServiceDefinition> getServices() {
    List<ServerServiceDefinition> services = new ArrayList<>();
    for (ServiceProxy.Peer peer : peers) {
      for (ServiceDescriptor contract : peer.contracts()) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(contract);
        for (MethodDescriptor<?, ?> method : contract.getMethods()) {
          addMethod(service, method);
        }
        services.add(service.build());
      }
    }
    return services;
  }

  private static <Q, R> void addMethod(
      ServerServiceDefinition.Builder service, MethodDescriptor<Q, R> method) {
    service.addMethod(
        method,
        (call, headers) -> {
          throw new IllegalStateException(method.getFullMethodName() + " is passed on, not served");
        });
  }

  private static ServerCall.Listener<byte[]> forward(
      ServiceProxy.Peer peer,
      MethodDescriptor<byte[], byte[]> method,
      ServerCall<byte[], byte[]> serverCall) {
    CallOptions options = CallOptions.DEFAULT;
    Deadline deadline = Context.current().getDeadline();
    if (deadline != null) {
      options = options.withDeadline(deadline);
    }
    ClientCall<byte[], byte[]> clientCall = peer.channel().newCall(method, options);
    FromCaller fromCaller = new FromCaller(serverCall, clientCall);
    clientCall.start(new FromPeer(serverCall, clientCall, fromCaller), new Metadata());
    clientCall.request(1);
    serverCall.request(1);
    return fromCaller;
  }

  /** Passes messages of the caller to the peer. */
  private static final class FromCaller extends ServerCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> serverCall;
    private final ClientCall<byte[], byte[]> clientCall;
    // guarded by this: the caller may be asked for more once the peer is ready
    private boolean owed;

    FromCaller(ServerCall<byte[], byte[]> serverCall, ClientCall<byte[], byte[]> clientCall) {
      this.serverCall = serverCall;
      this.clientCall = clientCall;
    }

    @Override
    public void onMessage(byte[] message) {
      clientCall.sendMessage(message);
      synchronized (this) {
        if (!clientCall.isReady()) {
          owed = true;
          return;
        }
      }
      serverCall.request(1);
    }

    void onPeerReady() {
      synchronized (this) {
        if (!owed) {
          return;
        }
        owed = false;
      }
      serverCall.request(1);
    }

    @Override
    public void onHalfClose() {
      clientCall.halfClose();
    }

    @Override
    public void onCancel() {
      clientCall.cancel("the caller gave up", null);
    }

    @Override
    public void onReady() {
      FromPeer listener = fromPeer;
      if (listener != null) {
        listener.onCallerReady();
      }
    }

    private volatile @Nullable FromPeer fromPeer;

    void attach(FromPeer listener) {
      fromPeer = listener;
    }
  }

  /** Passes messages of the peer to the caller. */
  private static final class FromPeer extends ClientCall.Listener<byte[]> {
    private final ServerCall<byte[], byte[]> serverCall;
    private final ClientCall<byte[], byte[]> clientCall;
    private final FromCaller fromCaller;
    // guarded by this: the peer may be asked for more once the caller is ready
    private boolean owed;
    private boolean headersSent; // guarded by this

    FromPeer(
        ServerCall<byte[], byte[]> serverCall,
        ClientCall<byte[], byte[]> clientCall,
        FromCaller fromCaller) {
      this.serverCall = serverCall;
      this.clientCall = clientCall;
      this.fromCaller = fromCaller;
      fromCaller.attach(this);
    }

    @Override
    public void onHeaders(Metadata headers) {
      sendHeaders();
    }

    private synchronized void sendHeaders() {
      if (!headersSent) {
        headersSent = true;
        serverCall.sendHeaders(new Metadata());
      }
    }

    @Override
    public void onMessage(byte[] message) {
      sendHeaders();
      serverCall.sendMessage(message);
      synchronized (this) {
        if (!serverCall.isReady()) {
          owed = true;
          return;
        }
      }
      clientCall.request(1);
    }

    void onCallerReady() {
      synchronized (this) {
        if (!owed) {
          return;
        }
        owed = false;
      }
      clientCall.request(1);
    }

    @Override
    public void onReady() {
      fromCaller.onPeerReady();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (serverCall.isCancelled()) {
        return;
      }
      // The cause stays here: it is about a connection of ours.
      serverCall.close(
          Status.fromCode(status.getCode()).withDescription(status.getDescription()),
          details(trailers));
    }
  }

  /** Returns the details of a failure; nothing else of the peer's metadata is for the caller. */
  private static Metadata details(Metadata trailers) {
    Metadata kept = new Metadata();
    byte[] details = trailers.get(STATUS_DETAILS);
    if (details != null) {
      kept.put(STATUS_DETAILS, details);
    }
    return kept;
  }

  private enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
    INSTANCE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return ByteStreams.toByteArray(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
