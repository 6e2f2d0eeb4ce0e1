package ai.adjutant.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.context.CountingIds;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.threads.ThreadShare;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.ProcessMethods;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.ServiceState;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentResult;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.GetCorpusResponse;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls through the gateway to a service behind it, over two real sockets. */
final class ServiceProxyTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);

  private static final List<ServiceDescriptor> CONTRACTS =
      List.of(CorpusServiceGrpc.getServiceDescriptor(), DocumentServiceGrpc.getServiceDescriptor());

  private static final Metadata.Key<String> REQUEST_ID =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<String> requestIdBehind = new AtomicReference<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final ServiceServer behind =
      new ServiceServer(
              "behind",
              ANY_PORT,
              List.of(
                  new Corpora(requestIdBehind),
                  new Documents(cancelled),
                  new ProcessMethods(List.of(new ThreadShare("parsers", 3)))))
          .start();
  private final ManagedChannel toPeer = Channels.open(behind.endpoint(), "retriever");
  private final ServiceProxy proxy =
      new ServiceProxy(List.of(new ServiceProxy.Peer("retriever", "there", CONTRACTS, toPeer)));
  private final ServiceServer gateway =
      new ServiceServer(
              "gateway",
              ANY_PORT,
              List.of(proxy.status()),
              proxy.forwarding(),
              new ServerEnvironment(Exposure.EDGE, new CountingIds(), registry))
          .start();
  private final ManagedChannel channel = Channels.open(gateway.endpoint());

  @AfterEach
  void close() {
    channel.shutdownNow();
    gateway.close();
    toPeer.shutdownNow();
    behind.close();
  }

  @Test
  void passesACallOnAndItsAnswerBack() {
    GetCorpusResponse response =
        CorpusServiceGrpc.newBlockingStub(channel)
            .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/a").build());
    assertThat(response.getCorpus().getName()).isEqualTo("corpora/a");
  }

  @Test
  void tellsOfItsOwnAndTheForwardedContractsByReflection() throws Exception {
    CompletableFuture<List<String>> names = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> asks =
        ServerReflectionGrpc.newStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse answer) {
                    names.complete(
                        answer.getListServicesResponse().getServiceList().stream()
                            .map(service -> service.getName())
                            .toList());
                  }

                  @Override
                  public void onError(Throwable t) {
                    names.completeExceptionally(t);
                  }

                  @Override
                  public void onCompleted() {}
                });
    asks.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(names.get(30, TimeUnit.SECONDS))
        .contains(
            "adjutant.chat.v1.StatusService",
            "adjutant.retrieval.v1.CorpusService",
            "adjutant.retrieval.v1.DocumentService",
            "grpc.health.v1.Health");
    asks.onCompleted();
  }

  @Test
  void passesAFailureOnWithItsWords() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                CorpusServiceGrpc.newBlockingStub(channel)
                    .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/none").build()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(failure.getStatus().getDescription()).isEqualTo("there is no corpus none");
  }

  @Test
  void carriesTheRequestIdThroughAndBack() {
    Metadata headers = new Metadata();
    headers.put(REQUEST_ID, "call-7");
    AtomicReference<Metadata> answered = new AtomicReference<>();
    var unused =
        CorpusServiceGrpc.newBlockingStub(channel)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>()))
            .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/a").build());
    assertThat(requestIdBehind.get()).isEqualTo("call-7");
    assertThat(answered.get().get(REQUEST_ID)).isEqualTo("call-7");
  }

  @Test
  void tellsTheHealthOfEachServiceByName() {
    for (String service :
        List.of(
            "",
            "adjutant.chat.v1.StatusService",
            "adjutant.retrieval.v1.CorpusService",
            "adjutant.retrieval.v1.DocumentService")) {
      assertThat(health(service)).as(service).isEqualTo(ServingStatus.SERVING);
    }
    assertThat(
            catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> health("adjutant.retrieval.v1.NoSuchService"))
                .getStatus()
                .getCode())
        .isEqualTo(Status.Code.NOT_FOUND);
    behind.close();
    assertThat(health("adjutant.retrieval.v1.CorpusService")).isEqualTo(ServingStatus.NOT_SERVING);
    assertThat(health("adjutant.chat.v1.StatusService")).isEqualTo(ServingStatus.SERVING);
  }

  private ServingStatus health(String service) {
    return HealthGrpc.newBlockingStub(channel)
        .check(HealthCheckRequest.newBuilder().setService(service).build())
        .getStatus();
  }

  @Test
  void streamsBothWaysWithoutLosingAByte() throws Exception {
    CompletableFuture<Long> received = new CompletableFuture<>();
    StreamObserver<LoadDocumentsRequest> up =
        DocumentServiceGrpc.newStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .loadDocuments(
                new StreamObserver<>() {
                  private long bytes;

                  @Override
                  public void onNext(LoadDocumentsResponse value) {
                    bytes += value.getDocument().getChunkCount();
                  }

                  @Override
                  public void onError(Throwable t) {
                    received.completeExceptionally(t);
                  }

                  @Override
                  public void onCompleted() {
                    received.complete(bytes);
                  }
                });
    ByteString frame = ByteString.copyFrom(new byte[100_000]);
    for (int i = 0; i < 200; i++) {
      up.onNext(LoadDocumentsRequest.newBuilder().setData(frame).build());
    }
    up.onCompleted();
    assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(200L * 100_000);
  }

  @Test
  void passesCancellationOn() throws Exception {
    io.grpc.Context.CancellableContext context = io.grpc.Context.current().withCancellation();
    context.run(() ->
        DocumentServiceGrpc.newStub(channel)
            .loadDocuments(
                new StreamObserver<>() {
                  @Override
                  public void onNext(LoadDocumentsResponse value) {
                    context.cancel(null); // the first answer shows that the peer is in the call
                  }

                  @Override
                  public void onError(Throwable t) {}

                  @Override
                  public void onCompleted() {}
                })
            .onNext(
                LoadDocumentsRequest.newBuilder().setData(ByteString.copyFromUtf8("x")).build()));
    assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tellsThatAPeerIsGone() {
    behind.close();
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                CorpusServiceGrpc.newBlockingStub(channel)
                    .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/a").build()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(failure.getStatus().getDescription()).contains("retriever can't be reached");

    List<ServiceStatus> services =
        StatusServiceGrpc.newBlockingStub(channel)
            .getStatus(GetStatusRequest.getDefaultInstance())
            .getServicesList();
    assertThat(services)
        .extracting(ServiceStatus::getService, ServiceStatus::getState)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gateway", ServiceState.SERVICE_STATE_SERVING),
            org.assertj.core.groups.Tuple.tuple(
                "retriever", ServiceState.SERVICE_STATE_UNREACHABLE));
    assertThat(services.getLast().getThreadsList()).isEmpty();
    assertThat(proxy.serving()).containsEntry("retriever", false);
  }

  @Test
  void tellsTheThreadsOfTheServicesBehind() {
    List<ServiceStatus> services =
        StatusServiceGrpc.newBlockingStub(channel)
            .getStatus(GetStatusRequest.getDefaultInstance())
            .getServicesList();
    assertThat(services.getFirst().getThreadsList()).isEmpty();
    assertThat(services.getLast().getThreadsList())
        .extracting(share -> share.getUse() + " " + share.getCount())
        .containsExactly("parsers 3");
  }

  @Test
  void refusesAMethodThatNobodyServes() {
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel,
                    GetCorpus.ELSEWHERE,
                    CallOptions.DEFAULT,
                    GetCorpusRequest.getDefaultInstance()));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
  }

  @Test
  void inventedMethodsDoNotFillTheMetrics() {
    for (int i = 0; i < 5; i++) {
      int number = i;
      assertThatThrownBy(() ->
              ClientCalls.blockingUnaryCall(
                  channel,
                  CorpusServiceGrpc.getGetCorpusMethod().toBuilder()
                      .setFullMethodName("adjutant.retrieval.v1.Invented/Number" + number)
                      .build(),
                  CallOptions.DEFAULT,
                  GetCorpusRequest.getDefaultInstance()))
          .isInstanceOf(StatusRuntimeException.class);
    }
    var answer =
        CorpusServiceGrpc.newBlockingStub(channel)
            .getCorpus(GetCorpusRequest.newBuilder().setName("corpora/a").build());
    assertThat(answer.hasCorpus()).isTrue();
    assertThat(registry.get("adjutant.grpc.calls").timers())
        .extracting(timer -> timer.getId().getTag("method") + " " + timer.getId().getTag("code"))
        .containsExactlyInAnyOrder(
            "unknown UNIMPLEMENTED", "adjutant.retrieval.v1.CorpusService/GetCorpus OK");
    assertThat(registry.get("adjutant.grpc.active").gauge().value()).isZero();
  }

  private static final class GetCorpus {
    static final io.grpc.MethodDescriptor<GetCorpusRequest, GetCorpusResponse> ELSEWHERE =
        CorpusServiceGrpc.getGetCorpusMethod().toBuilder()
            .setFullMethodName("adjutant.retrieval.v1x.CorpusService/GetCorpus")
            .build();
  }

  /** Answers with the name that was asked for. */
  private static final class Corpora extends CorpusServiceGrpc.CorpusServiceImplBase {
    private final AtomicReference<String> requestId;

    Corpora(AtomicReference<String> requestId) {
      this.requestId = requestId;
    }

    @Override
    public void getCorpus(GetCorpusRequest request, StreamObserver<GetCorpusResponse> observer) {
      requestId.set(RequestContext.current().orElseThrow().requestId());
      if (request.getName().equals("corpora/none")) {
        observer.onError(
            Status.NOT_FOUND.withDescription("there is no corpus none").asRuntimeException());
        return;
      }
      observer.onNext(
          GetCorpusResponse.newBuilder()
              .setCorpus(Corpus.newBuilder().setName(request.getName()))
              .build());
      observer.onCompleted();
    }
  }

  /** Tells for each frame how long it was. */
  private static final class Documents extends DocumentServiceGrpc.DocumentServiceImplBase {
    private final CountDownLatch cancelled;

    Documents(CountDownLatch cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> observer) {
      AtomicLong frames = new AtomicLong();
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {
          frames.incrementAndGet();
          observer.onNext(
              LoadDocumentsResponse.newBuilder()
                  .setDocument(DocumentResult.newBuilder().setChunkCount(frame.getData().size()))
                  .build());
        }

        @Override
        public void onError(Throwable t) {
          cancelled.countDown();
        }

        @Override
        public void onCompleted() {
          observer.onCompleted();
        }
      };
    }
  }
}
