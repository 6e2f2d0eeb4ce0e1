package ai.adjutant.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.access.v1.CreateKeyRequest;
import ai.adjutant.access.v1.CreateKeyResponse;
import ai.adjutant.access.v1.Key;
import ai.adjutant.access.v1.KeyScope;
import ai.adjutant.access.v1.KeyServiceGrpc;
import ai.adjutant.access.v1.KeyState;
import ai.adjutant.access.v1.ListKeysRequest;
import ai.adjutant.access.v1.ListKeysResponse;
import ai.adjutant.access.v1.RevokeKeyRequest;
import ai.adjutant.chassis.access.KeyStore;
import ai.adjutant.chassis.access.KeyWish;
import ai.adjutant.chassis.access.Scope;
import ai.adjutant.chassis.context.RandomIds;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.tls.ServiceRole;
import ai.adjutant.chassis.tls.ServiceSecurity;
import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.Exposure;
import ai.adjutant.chassis.transport.Protection;
import ai.adjutant.chassis.transport.ServerEnvironment;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.chassis.transport.Statuses;
import ai.adjutant.gateway.access.AccessControl;
import ai.adjutant.gateway.access.KeyLimits;
import ai.adjutant.gateway.proxy.ServiceProxy;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.GetCorpusRequest;
import ai.adjutant.retrieval.v1.GetCorpusResponse;
import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls with and without keys to a gateway that forwards them, over real sockets. */
final class AccessInterceptorTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);

  private final CountDownLatch hanging = new CountDownLatch(1);
  private final ServiceServer behind =
      new ServiceServer("behind", ANY_PORT, List.of(new Corpora(hanging))).start();
  private final ManagedChannel toPeer = Channels.open(behind.endpoint());
  private final KeyStore keys;
  private final AccessControl control;
  private final ServiceServer gateway;
  private final ManagedChannel channel;

  AccessInterceptorTest(@TempDir Path data) {
    Clock clock = Clock.systemUTC();
    keys = KeyStore.open(data, clock);
    control = new AccessControl(keys, new KeyLimits(6, 1), clock, () -> 0L); // no token comes back
    ServiceProxy proxy =
        new ServiceProxy(
            List.of(
                new ServiceProxy.Peer(
                    "retriever",
                    "there",
                    List.of(CorpusServiceGrpc.getServiceDescriptor()),
                    toPeer)));
    gateway =
        new ServiceServer(
                "gateway",
                ANY_PORT,
                List.of(proxy.status(), new KeyMethods(keys, clock)),
                proxy.forwarding(),
                new ServerEnvironment(Exposure.EDGE, new RandomIds(), new SimpleMeterRegistry())
                    .with(
                        new Protection(
                            ServiceSecurity.plaintext(ServiceRole.GATEWAY),
                            new AccessInterceptor(control))))
            .start();
    channel = Channels.open(gateway.endpoint());
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    gateway.close();
    toPeer.shutdownNow();
    behind.close();
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private KeyStore.Created key(Scope scope) {
    return keys.create(new KeyWish("test", Set.of(scope), 0, 0), java.time.Duration.ofDays(1));
  }

  private static Metadata shown(String key) {
    Metadata headers = new Metadata();
    headers.put(header("authorization"), "Bearer " + key);
    return headers;
  }

  private Channel with(Metadata headers) {
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private Channel with(KeyStore.Created key) {
    return with(shown(key.secret().reveal()));
  }

  /** What the service behind says of a corpus: who asks for it. */
  private static String corpus(Channel calls, String name) {
    return CorpusServiceGrpc.newBlockingStub(calls)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .getCorpus(GetCorpusRequest.newBuilder().setName(name).build())
        .getCorpus()
        .getName();
  }

  private static StatusRuntimeException refused(Channel calls) {
    return Objects.requireNonNull(
        catchThrowableOfType(StatusRuntimeException.class, () -> corpus(calls, "corpora/a")));
  }

  private static String reason(StatusRuntimeException failure) {
    return Statuses.errorInfo(failure).orElseThrow().getReason();
  }

  @Test
  void refusesCallsWithoutAKeyButTellsItsHealth() {
    StatusRuntimeException failure = refused(channel);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(reason(failure)).isEqualTo("KEY_MISSING");
    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void tellsTheServiceBehindWhoCalls() {
    KeyStore.Created key = key(Scope.ASK);
    assertThat(corpus(with(key), "corpora/a")).isEqualTo("key:" + key.key().id() + " default");
  }

  @Test
  void whatACallerSaysOfItselfHasNoEffect() {
    KeyStore.Created key = key(Scope.ASK);
    Metadata forged = shown(key.secret().reveal());
    forged.put(header("x-adjutant-principal"), "key:000000000000");
    forged.put(header("x-adjutant-tenant"), "other");
    assertThat(corpus(with(forged), "corpora/a")).isEqualTo("key:" + key.key().id() + " default");
    forged.discardAll(header("authorization"));
    assertThat(reason(refused(with(forged)))).isEqualTo("KEY_MISSING");
  }

  @Test
  void saysWhichScopeIsMissing() {
    StatusRuntimeException failure =
        Objects.requireNonNull(
            catchThrowableOfType(
                StatusRuntimeException.class,
                () ->
                    KeyServiceGrpc.newBlockingStub(with(key(Scope.LOAD)))
                        .listKeys(ListKeysRequest.getDefaultInstance())));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(failure.getStatus().getDescription()).contains("scope admin", "has load");
  }

  @Test
  void saysWhenACallMayComeAgain() throws Exception {
    Channel calls = with(key(Scope.ASK));
    for (int i = 0; i < 6; i++) {
      corpus(calls, "corpora/a");
    }
    StatusRuntimeException failure = refused(calls);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(reason(failure)).isEqualTo("KEY_RATE_EXCEEDED");
    RetryInfo retry = RetryInfo.getDefaultInstance();
    for (Any detail : Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList()) {
      if (detail.is(RetryInfo.class)) {
        retry = detail.unpack(RetryInfo.class);
      }
    }
    assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(10);
  }

  @Test
  void aCallThatEndedInWhateverWayIsUnderWayNoMore() throws Exception {
    Channel calls = with(key(Scope.ASK));
    assertThat(
            catchThrowableOfType(StatusRuntimeException.class, () -> corpus(calls, "corpora/none")))
        .isNotNull();
    corpus(calls, "corpora/a");
    Context.CancellableContext cancelled = Context.current().withCancellation();
    cancelled.run(() ->
        CorpusServiceGrpc.newStub(calls)
            .getCorpus(
                GetCorpusRequest.newBuilder().setName("corpora/hang").build(),
                new StreamObserver<>() {
                  @Override
                  public void onNext(GetCorpusResponse value) {}

                  @Override
                  public void onError(Throwable t) {}

                  @Override
                  public void onCompleted() {}
                }));
    assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(reason(refused(calls))).isEqualTo("KEY_CONCURRENCY_EXCEEDED");
    cancelled.cancel(null);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    boolean admitted = false;
    while (!admitted && System.nanoTime() < end) {
      try {
        corpus(calls, "corpora/a");
        admitted = true;
      } catch (StatusRuntimeException e) {
        assertThat(reason(e)).isEqualTo("KEY_CONCURRENCY_EXCEEDED");
      }
    }
    assertThat(admitted).isTrue();
  }

  @Test
  void theNextCallIsAdmittedAsSoonAsTheEndOfThisOneCanBeSeen() {
    String authorization = "Bearer " + key(Scope.ASK).secret().reveal();
    Metadata headers = new Metadata();
    headers.put(header("authorization"), authorization);
    EndSeen call =
        new EndSeen(() -> control.admit(EndSeen.METHOD.getFullMethodName(), authorization).end());
    new AccessInterceptor(control)
        .interceptCall(
            call,
            headers,
            (taken, ignored) -> {
              taken.close(Status.OK, new Metadata());
              return new ServerCall.Listener<>() {};
            });
    assertThat(call.seen).isTrue();
  }

  @Test
  void makesListsAndRevokesKeys() {
    KeyServiceGrpc.KeyServiceBlockingStub admin =
        KeyServiceGrpc.newBlockingStub(with(key(Scope.ADMIN)));
    CreateKeyResponse made =
        admin.createKey(
            CreateKeyRequest.newBuilder()
                .setDisplayName("contact centre")
                .addScopes(KeyScope.KEY_SCOPE_ASK)
                .setLife(Duration.newBuilder().setSeconds(3_600))
                .build());
    Channel calls = with(shown(made.getSecret()));
    assertThat(corpus(calls, "corpora/a")).startsWith("key:");

    ListKeysResponse first = admin.listKeys(ListKeysRequest.newBuilder().setPageSize(1).build());
    ListKeysResponse second =
        admin.listKeys(ListKeysRequest.newBuilder().setPageToken(first.getNextPageToken()).build());
    assertThat(second.getKeysList()).containsExactly(made.getKey());
    assertThat(second.getNextPageToken()).isEmpty();

    Key revoked =
        admin
            .revokeKey(RevokeKeyRequest.newBuilder().setName(made.getKey().getName()).build())
            .getKey();
    assertThat(revoked.getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
    assertThat(reason(refused(calls))).isEqualTo("KEY_REVOKED");
  }

  @Test
  void refusesRequestsForKeysThatCannotBe() {
    KeyServiceGrpc.KeyServiceBlockingStub admin =
        KeyServiceGrpc.newBlockingStub(with(key(Scope.ADMIN)));
    Duration hour = Duration.newBuilder().setSeconds(3_600).build();
    for (CreateKeyRequest request :
        List.of(
            CreateKeyRequest.newBuilder().setDisplayName("a").setLife(hour).build(),
            CreateKeyRequest.newBuilder()
                .setDisplayName("a")
                .addScopes(KeyScope.KEY_SCOPE_ASK)
                .build(),
            CreateKeyRequest.newBuilder()
                .addScopes(KeyScope.KEY_SCOPE_UNSPECIFIED)
                .setDisplayName("a")
                .setLife(hour)
                .build())) {
      assertThat(
              Objects.requireNonNull(
                      catchThrowableOfType(
                          StatusRuntimeException.class, () -> admin.createKey(request)))
                  .getStatus()
                  .getCode())
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  /** Names a corpus after who asks for it. */
  private static final class Corpora extends CorpusServiceGrpc.CorpusServiceImplBase {
    private final CountDownLatch hanging;

    Corpora(CountDownLatch hanging) {
      this.hanging = hanging;
    }

    @Override
    public void getCorpus(GetCorpusRequest request, StreamObserver<GetCorpusResponse> observer) {
      if (request.getName().equals("corpora/none")) {
        throw Status.NOT_FOUND.withDescription("there is no corpus none").asRuntimeException();
      }
      if (request.getName().equals("corpora/hang")) {
        hanging.countDown();
        return;
      }
      RequestContext context = RequestContext.current().orElseThrow();
      observer.onNext(
          GetCorpusResponse.newBuilder()
              .setCorpus(Corpus.newBuilder().setName(context.principal() + " " + context.tenant()))
              .build());
      observer.onCompleted();
    }
  }

  /** A call of whose end the caller hears at once. */
  private static final class EndSeen extends ServerCall<GetCorpusRequest, GetCorpusResponse> {
    static final MethodDescriptor<GetCorpusRequest, GetCorpusResponse> METHOD =
        CorpusServiceGrpc.getGetCorpusMethod();

    private final Runnable then;
    boolean seen;

    EndSeen(Runnable then) {
      this.then = then;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      then.run();
      seen = true;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(GetCorpusResponse message) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public MethodDescriptor<GetCorpusRequest, GetCorpusResponse> getMethodDescriptor() {
      return METHOD;
    }
  }
}
