package ai.adjutant.chassis.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.context.CountingIds;
import ai.adjutant.chassis.context.RequestContext;
import ai.adjutant.chassis.context.Trace;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that enters at one server, which asks a second: two real sockets. */
final class ContextPropagationTest {
  private static final Endpoint ANY_PORT = new Endpoint.Tcp("127.0.0.1", 0);
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final AtomicReference<RequestContext> atEdge = new AtomicReference<>();
  private final AtomicReference<RequestContext> behind = new AtomicReference<>();

  private final ServiceServer internal =
      new ServiceServer("internal", ANY_PORT, List.of(new Internal())).start();
  private final ManagedChannel toInternal = Channels.open(internal.endpoint());
  private final ServiceServer edge =
      new ServiceServer(
              "edge",
              ANY_PORT,
              List.of(new Edge()),
              null,
              new ServerEnvironment(Exposure.EDGE, new CountingIds(), new SimpleMeterRegistry()))
          .start();
  private final ManagedChannel toEdge = Channels.open(edge.endpoint());

  @AfterEach
  void close() {
    toEdge.shutdownNow();
    edge.close();
    toInternal.shutdownNow();
    internal.close();
  }

  private final class Internal extends StatusServiceGrpc.StatusServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      behind.set(RequestContext.current().orElseThrow());
      observer.onNext(GetStatusResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  private final class Edge extends StatusServiceGrpc.StatusServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      atEdge.set(RequestContext.current().orElseThrow());
      observer.onNext(StatusServiceGrpc.newBlockingStub(toInternal).getStatus(request));
      observer.onCompleted();
    }
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  /** Asks the edge with these headers; returns the headers of the answer. */
  private static Metadata ask(ManagedChannel channel, Metadata headers) {
    AtomicReference<Metadata> answered = new AtomicReference<>();
    var unused =
        StatusServiceGrpc.newBlockingStub(channel)
            .withInterceptors(
                MetadataUtils.newAttachHeadersInterceptor(headers),
                MetadataUtils.newCaptureMetadataInterceptor(answered, new AtomicReference<>()))
            .getStatus(GetStatusRequest.getDefaultInstance());
    return answered.get();
  }

  @Test
  void requestIdAndTraceOfTheCallerReachTheServiceBehindAndTheAnswer() {
    Metadata headers = new Metadata();
    headers.put(key("x-request-id"), "call-7");
    headers.put(key("traceparent"), TRACEPARENT);

    Metadata answer = ask(toEdge, headers);

    assertThat(answer.get(key("x-request-id"))).isEqualTo("call-7");
    assertThat(behind.get().requestId()).isEqualTo("call-7");
    assertThat(atEdge.get().trace().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(behind.get().trace().traceId()).isEqualTo(atEdge.get().trace().traceId());
    assertThat(behind.get().trace().flags()).isEqualTo("01");
    assertThat(behind.get().trace().spanId()).isNotEqualTo(atEdge.get().trace().spanId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../etc", "-begins-with-a-dash", "LONG"})
  void anIdThatIsNoneIsReplaced(String id) {
    Metadata headers = new Metadata();
    headers.put(key("x-request-id"), id.equals("LONG") ? "x".repeat(65) : id);
    headers.put(key("traceparent"), "00-zz-zz-00");

    Metadata answer = ask(toEdge, headers);

    assertThat(atEdge.get().requestId()).isEqualTo("00000000000000000000000000000001");
    assertThat(answer.get(key("x-request-id"))).isEqualTo(atEdge.get().requestId());
    assertThat(behind.get().requestId()).isEqualTo(atEdge.get().requestId());
    assertThat(atEdge.get().trace().traceparent())
        .isEqualTo("00-00000000000000000000000000000002-0000000000000003-00");
  }

  @Test
  void aForgedPrincipalOrTenantIsDroppedAtTheEdge() {
    Metadata headers = new Metadata();
    headers.put(key("x-adjutant-principal"), "admin");
    headers.put(key("x-adjutant-principal"), "root");
    headers.put(key("x-adjutant-tenant"), "other");

    var unused = ask(toEdge, headers);

    for (RequestContext context : List.of(atEdge.get(), behind.get())) {
      assertThat(context.principal()).isEqualTo("anonymous");
      assertThat(context.tenant()).isEqualTo("default");
    }
  }

  @Test
  void theWholeContextOfAServiceReachesTheOneThatItCalls() {
    RequestContext given =
        new RequestContext("r-1", "key:desk", "north", Trace.parse(TRACEPARENT).orElseThrow());
    given
        .in(Context.current())
        .run(() -> {
          var unused = ask(toInternal, new Metadata());
        });
    assertThat(behind.get().principal()).isEqualTo("key:desk");
    assertThat(behind.get().tenant()).isEqualTo("north");
    assertThat(behind.get().requestId()).isEqualTo("r-1");
  }

  @Test
  void aTenantThatIsNoNameIsRefusedBehindTheEdge() {
    Metadata headers = new Metadata();
    headers.put(key("x-adjutant-tenant"), "../other");
    StatusRuntimeException failure =
        catchThrowableOfType(StatusRuntimeException.class, () -> ask(toInternal, headers));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription()).contains("no tenant").doesNotContain("..");
  }

  @Test
  void outsideOfARequestThereIsNoContext() {
    assertThat(RequestContext.current()).isEmpty();
  }
}
