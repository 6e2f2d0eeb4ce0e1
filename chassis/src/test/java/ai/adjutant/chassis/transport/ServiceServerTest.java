package ai.adjutant.chassis.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.error.Kind;
import ai.adjutant.chassis.error.Reason;
import ai.adjutant.chassis.logging.RecordedLog;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server over real sockets, and within the process. */
final class ServiceServerTest {
  private enum TestReason implements Reason {
    QUEUE_FULL;

    @Override
    public Kind kind() {
      return Kind.RESOURCE_EXHAUSTED;
    }
  }

  private record KindReason(String name, Kind kind) implements Reason {}

  private static final class Scripted extends StatusServiceGrpc.StatusServiceImplBase {
    private final Supplier<GetStatusResponse> answer;

    Scripted(Supplier<GetStatusResponse> answer) {
      this.answer = answer;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      observer.onNext(answer.get());
      observer.onCompleted();
    }
  }

  private static StatusRuntimeException failureOf(Supplier<GetStatusResponse> answer) {
    try (ServiceServer server = serve(new Endpoint.Tcp("127.0.0.1", 0), answer)) {
      ManagedChannel channel = Channels.open(server.endpoint());
      try {
        return catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                StatusServiceGrpc.newBlockingStub(channel)
                    .getStatus(GetStatusRequest.getDefaultInstance()));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static ServiceServer serve(Endpoint endpoint, Supplier<GetStatusResponse> answer) {
    return new ServiceServer("test", endpoint, List.of(new Scripted(answer))).start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "in-process:server-threads"})
  void runsHandlersOnVirtualThreadsButForPromptMethods(String address) {
    assertThat(handlerIsVirtual(address, Set.of())).isTrue();
    assertThat(handlerIsVirtual(address, Set.of("adjutant.chat.v1.StatusService/GetStatus")))
        .isFalse();
  }

  private static boolean handlerIsVirtual(String address, Set<String> prompt) {
    AtomicBoolean isVirtual = new AtomicBoolean();
    Scripted scripted =
        new Scripted(() -> {
          isVirtual.set(Thread.currentThread().isVirtual());
          return GetStatusResponse.getDefaultInstance();
        });
    try (ServiceServer server =
        new ServiceServer(
                "test",
                Endpoint.parse(address),
                List.of(scripted),
                null,
                ServerEnvironment.unobserved().withPrompt(prompt))
            .start()) {
      ManagedChannel channel = Channels.open(server.endpoint());
      try {
        assertThat(
                StatusServiceGrpc.newBlockingStub(channel)
                    .getStatus(GetStatusRequest.getDefaultInstance()))
            .isEqualTo(GetStatusResponse.getDefaultInstance());
      } finally {
        channel.shutdownNow();
      }
    }
    return isVirtual.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:0", "in-process:server-test"})
  void answersAndTellsItsHealth(String address) {
    try (ServiceServer server =
        serve(
            Endpoint.parse(address),
            () -> GetStatusResponse.newBuilder().setVersion("7").build())) {
      ManagedChannel channel = Channels.open(server.endpoint());
      assertThat(
              StatusServiceGrpc.newBlockingStub(channel)
                  .getStatus(GetStatusRequest.getDefaultInstance())
                  .getVersion())
          .isEqualTo("7");
      for (String service : List.of("", "adjutant.chat.v1.StatusService")) {
        assertThat(
                HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
      }
      channel.shutdownNow();
    }
  }

  @Test
  void sendsReasonDetailsAndRetryPauseOfAKnownFailure() throws Exception {
    StatusRuntimeException failure =
        failureOf(() -> {
          throw new AdjutantException(
              TestReason.QUEUE_FULL, "the queue is full", Map.of("limit", "8"), null);
        });
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getStatus().getDescription()).isEqualTo("the queue is full");
    ErrorInfo info = Statuses.errorInfo(failure).orElseThrow();
    assertThat(info.getReason()).isEqualTo("QUEUE_FULL");
    assertThat(info.getMetadataMap()).containsEntry("limit", "8");
    assertThat(
            java.util.Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList())
        .anyMatch(detail -> detail.is(RetryInfo.class));
  }

  @Test
  void hidesABugBehindAnId() {
    try (RecordedLog log = new RecordedLog()) {
      StatusRuntimeException failure =
          failureOf(() -> {
            throw new IllegalStateException("secret detail");
          });
      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
      String said = String.valueOf(failure.getStatus().getDescription());
      assertThat(said).doesNotContain("secret").contains("fault of its own");
      assertThat(log.alarms())
          .singleElement()
          .asString()
          .contains(said.substring(said.lastIndexOf(' ') + 1), "[request=", "\n    at ");
    }
  }

  @Test
  void passesOnWhatAPeerSaid() {
    StatusRuntimeException failure =
        failureOf(() -> {
          throw Statuses.of(new AdjutantException(TestReason.QUEUE_FULL, "full behind"));
        });
    assertThat(Statuses.errorInfo(failure).orElseThrow().getReason()).isEqualTo("QUEUE_FULL");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasItsStatus(Kind kind) {
    Status status =
        Statuses.of(new AdjutantException(new KindReason("TRIED", kind), "tried")).getStatus();
    assertThat(status.getCode().name()).isEqualTo(kind.name());
  }

  @Test
  void refusesAnAddressBeyondLoopback() {
    assertThatThrownBy(
            () -> new ServiceServer("test", new Endpoint.Tcp("0.0.0.0", 0), List.of()).start())
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(TransportReason.ADDRESS_NOT_LOOPBACK));
  }

  @Test
  void refusesAPortInUse() {
    try (ServiceServer first =
        serve(new Endpoint.Tcp("127.0.0.1", 0), GetStatusResponse::getDefaultInstance)) {
      assertThatThrownBy(() -> serve(first.endpoint(), GetStatusResponse::getDefaultInstance))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(TransportReason.PORT_IN_USE);
                assertThat(e.getMessage()).contains("--port");
              });
    }
  }

  @Test
  void addressesOfIpv6StandInBrackets() {
    Endpoint endpoint = Endpoint.parse("[::1]:7070");
    assertThat(endpoint).isEqualTo(new Endpoint.Tcp("::1", 7070)).hasToString("[::1]:7070");
    assertThat(new Endpoint.Tcp("::1", 7070).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", ":7070", "host:", "host:x", "host:70000"})
  void refusesATextThatIsNoEndpoint(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
