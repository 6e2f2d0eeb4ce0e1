package ai.adjutant.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may send when, through a forwarder between two in-process transports. All runs in the test's
 * own thread, and such a transport takes exactly what its reader asked for, so the counts are
 * exact.
 */
final class ForwarderFlowTest {
  private static final int MESSAGES = 100;

  /** A message on its way in each of the two transports. */
  private static final int IN_FLIGHT_MAX = 2;

  private final Peer peer = new Peer();
  private final Caller caller = new Caller();
  private @Nullable Server behind;
  private @Nullable Server gateway;
  private @Nullable ManagedChannel toPeer;
  private @Nullable ManagedChannel channel;

  @BeforeEach
  void start() throws IOException {
    String name = "forwarder-flow-" + System.identityHashCode(this);
    behind =
        InProcessServerBuilder.forName(name + "-peer")
            .directExecutor()
            .addService(peer)
            .build()
            .start();
    toPeer = InProcessChannelBuilder.forName(name + "-peer").directExecutor().build();
    gateway =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .fallbackHandlerRegistry(
                new Forwarder(
                    List.of(
                        new ServiceProxy.Peer(
                            "retriever",
                            "there",
                            List.of(DocumentServiceGrpc.getServiceDescriptor()),
                            toPeer))))
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.shutdownNow();
    }
    if (gateway != null) {
      gateway.shutdownNow();
    }
    if (toPeer != null) {
      toPeer.shutdownNow();
    }
    if (behind != null) {
      behind.shutdownNow();
    }
  }

  private ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call(CallOptions options) {
    if (channel == null) {
      throw new AssertionError("not started");
    }
    ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call =
        channel.newCall(DocumentServiceGrpc.getLoadDocumentsMethod(), options);
    call.start(caller, new Metadata());
    return call;
  }

  @Test
  void aSlowReaderHoldsBackAFastService() {
    peer.sendAll = true;
    ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call = call(CallOptions.DEFAULT);
    assertThat(peer.sent).as("before anything was asked for").isLessThanOrEqualTo(IN_FLIGHT_MAX);
    for (int asked = 1; asked <= MESSAGES; asked++) {
      call.request(1);
      assertThat(caller.received).hasSize(asked);
      assertThat(peer.sent).isBetween(asked, asked + IN_FLIGHT_MAX);
    }
    call.request(1);
    assertThat(caller.closed).isEqualTo(Status.Code.OK);
    assertThat(caller.received).isSorted().hasSize(MESSAGES);
  }

  @Test
  void aSlowServiceHoldsBackAFastCaller() {
    ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call = call(CallOptions.DEFAULT);
    caller.sendAll(call);
    assertThat(caller.sent).as("before anything was asked for").isLessThanOrEqualTo(IN_FLIGHT_MAX);
    for (int asked = 1; asked < MESSAGES; asked++) {
      peer.ask();
      assertThat(peer.received).isEqualTo(asked);
      assertThat(caller.sent).isBetween(asked, asked + IN_FLIGHT_MAX);
    }
    peer.ask();
    assertThat(peer.received).isEqualTo(MESSAGES);
    peer.ask();
    assertThat(peer.ended).isTrue();
  }

  @Test
  void theCallersDeadlineReachesTheService() {
    ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call =
        call(CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.HOURS));
    Deadline deadline = Objects.requireNonNull(peer.deadline);
    assertThat(deadline.timeRemaining(TimeUnit.MINUTES)).isBetween(1L, 60L);
    call.cancel("done", null);
    assertThat(peer.cancelled).isTrue();
  }

  @Test
  void withoutADeadlineTheServiceHasNone() {
    call(CallOptions.DEFAULT).cancel("done", null);
    assertThat(peer.deadline).isNull();
  }

  /** Sends as much as may be, and reads only what the test asks for. */
  private static final class Peer extends DocumentServiceGrpc.DocumentServiceImplBase {
    private boolean sendAll;
    private int sent;
    private int received;
    private boolean ended;
    private boolean cancelled;
    private @Nullable Deadline deadline;
    private @Nullable ServerCallStreamObserver<LoadDocumentsResponse> observer;

    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> responses) {
      deadline = Context.current().getDeadline();
      ServerCallStreamObserver<LoadDocumentsResponse> paced =
          (ServerCallStreamObserver<LoadDocumentsResponse>) responses;
      observer = paced;
      paced.disableAutoRequest();
      paced.setOnCancelHandler(() -> cancelled = true);
      paced.setOnReadyHandler(() -> send(paced));
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {
          received++;
        }

        @Override
        public void onError(Throwable failure) {
          cancelled = true;
        }

        @Override
        public void onCompleted() {
          ended = true;
        }
      };
    }

    private void send(ServerCallStreamObserver<LoadDocumentsResponse> paced) {
      while (sendAll && sent < MESSAGES && paced.isReady()) {
        sent++;
        paced.onNext(
            LoadDocumentsResponse.newBuilder()
                .setDocument(DocumentResult.newBuilder().setChunkCount(sent))
                .build());
        if (sent == MESSAGES) {
          paced.onCompleted();
        }
      }
    }

    void ask() {
      if (observer == null) {
        throw new AssertionError("nobody calls");
      }
      observer.request(1);
    }
  }

  /** Sends as much as may be, and reads only what the test asks for. */
  private static final class Caller extends ClientCall.Listener<LoadDocumentsResponse> {
    private final List<Long> received = new ArrayList<>();
    private int sent;
    private Status.@Nullable Code closed;
    private @Nullable ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> sending;

    void sendAll(ClientCall<LoadDocumentsRequest, LoadDocumentsResponse> call) {
      sending = call;
      onReady();
    }

    @Override
    public void onReady() {
      while (sending != null && sent < MESSAGES && sending.isReady()) {
        sent++;
        sending.sendMessage(LoadDocumentsRequest.getDefaultInstance());
        if (sent == MESSAGES) {
          sending.halfClose();
        }
      }
    }

    @Override
    public void onMessage(LoadDocumentsResponse message) {
      received.add((long) message.getDocument().getChunkCount());
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      closed = status.getCode();
    }
  }
}
