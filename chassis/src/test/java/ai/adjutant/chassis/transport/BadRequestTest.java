package ai.adjutant.chassis.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.logging.RecordedLog;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are none, over a real socket: a clear status, a line in the log, nothing more. */
final class BadRequestTest {
  private final RecordedLog log = new RecordedLog();
  private final CountDownLatch gaveUp = new CountDownLatch(1);
  private final ServiceServer server =
      new ServiceServer("test", new Endpoint.Tcp("127.0.0.1", 0), List.of(new Answering())).start();
  private final ManagedChannel channel = Channels.open(server.endpoint(), "gateway");

  /** Answers, and for the version "late" only when its caller is gone. */
  private final class Answering extends StatusServiceGrpc.StatusServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      if (request.getUnknownFields().hasField(9)) {
        io.grpc.Context.current().addListener(context -> gaveUp.countDown(), Runnable::run);
        try {
          assertThat(gaveUp.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new AdjutantException(
            TransportReason.PEER_TIMEOUT, "too late", new IOException("socket"));
      }
      observer.onNext(GetStatusResponse.newBuilder().setVersion("7").build());
      observer.onCompleted();
    }
  }

  @AfterEach
  void close() {
    stop();
    log.close();
  }

  private void stop() {
    channel.shutdownNow();
    server.close();
  }

  private StatusRuntimeException refusal(byte[] message) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () ->
            ClientCalls.blockingUnaryCall(
                channel, RawCalls.GET_STATUS, CallOptions.DEFAULT, message));
  }

  private void stillAnswers() {
    assertThat(
            StatusServiceGrpc.newBlockingStub(channel)
                .getStatus(GetStatusRequest.getDefaultInstance())
                .getVersion())
        .isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0001", "\n\u007f", "\u0007\u0007\u0007", "not a message at all"})
  void bytesThatAreNoMessageAreRefusedWithOneLine(String bytes) {
    StatusRuntimeException failure =
        refusal(bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(failure.getStatus().getDescription())
        .contains("no message of adjutant.chat.v1.StatusService/GetStatus");
    assertThat(Statuses.errorInfo(failure).orElseThrow().getReason())
        .isEqualTo("MALFORMED_REQUEST");
    stillAnswers();
    stop();
    assertThat(log.alarms()).singleElement().asString().doesNotContain("\n    at ", "Exception");
  }

  @Test
  void aMessageThatIsTooLargeIsRefusedWithOneLine() {
    StatusRuntimeException failure = refusal(new byte[Channels.MESSAGE_BYTES_MAX + 1]);
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(failure.getStatus().getDescription()).contains("16 MiB");
    stillAnswers();
    stop();
    assertThat(log.alarms()).hasSizeLessThanOrEqualTo(1);
    assertThat(String.join("", log.alarms())).doesNotContain("\n    at ");
  }

  @Test
  void metadataThatAreTooLargeAreRefused() {
    Metadata large = new Metadata();
    large.put(Metadata.Key.of("x-large", Metadata.ASCII_STRING_MARSHALLER), "a".repeat(1 << 20));
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                StatusServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(large))
                    .getStatus(GetStatusRequest.getDefaultInstance()));
    assertThat(failure.getStatus().getDescription()).contains("metadata", "16 KiB");
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    stillAnswers();
    stop();
    assertThat(String.join("", log.alarms())).doesNotContain("\n    at ");
  }

  @Test
  void aCallerThatGaveUpIsNoNewsForTheLog() throws Exception {
    GetStatusRequest late =
        GetStatusRequest.parseFrom(new byte[] {(byte) (9 << 3), 1}); // an unknown field
    StatusRuntimeException failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                StatusServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                    .getStatus(late));
    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(gaveUp.await(30, TimeUnit.SECONDS)).isTrue();
    stop();
    assertThat(log.alarms()).isEmpty();
  }

  @Test
  void aMessageOfAFailureIsCutToWhatTrailersHold() {
    String korean = "한".repeat(100_000);
    StatusRuntimeException cut =
        Statuses.of(
            new AdjutantException(TransportReason.MALFORMED_REQUEST, "no corpus " + korean + "!"));
    assertThat(cut.getStatus().getDescription())
        .hasSizeLessThan(500)
        .startsWith("no corpus 한")
        .contains("…")
        .endsWith("한!");
  }

  @Test
  void olderToolsFindReflection() {
    assertThat(reflectsV1Alpha()).contains("adjutant.chat.v1.StatusService");
  }

  private List<String> reflectsV1Alpha() {
    java.util.concurrent.CompletableFuture<List<String>> names =
        new java.util.concurrent.CompletableFuture<>();
    StreamObserver<io.grpc.reflection.v1alpha.ServerReflectionRequest> asks =
        io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(io.grpc.reflection.v1alpha.ServerReflectionResponse answer) {
                    names.complete(
                        answer.getListServicesResponse().getServiceList().stream()
                            .map(service -> service.getName())
                            .toList());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    names.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    asks.onNext(
        io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
            .setListServices("")
            .build());
    List<String> found = names.join();
    asks.onCompleted();
    return found;
  }
}
