package ai.adjutant.chassis.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.adjutant.chassis.logging.RecordedLog;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that can't be called, over real sockets: the errors that callers get. */
final class PeerFailuresTest {
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void close() {
    log.close();
  }

  private static StatusRuntimeException failure(Endpoint endpoint, long deadlineMillis) {
    ManagedChannel channel = Channels.open(endpoint, "retriever");
    try {
      return catchThrowableOfType(
          StatusRuntimeException.class,
          () ->
              StatusServiceGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS)
                  .getStatus(GetStatusRequest.getDefaultInstance()));
    } finally {
      channel.shutdownNow();
    }
  }

  private static void assertSaid(
      StatusRuntimeException failure, Status.Code code, TransportReason reason, String... words) {
    assertThat(failure.getStatus().getDescription())
        .contains(words)
        .doesNotContain("io exception", "CallOptions", "Name resolution", "http2", "GOAWAY");
    assertThat(failure.getStatus().getCode()).isEqualTo(code);
    assertThat(Statuses.errorInfo(failure).orElseThrow().getReason()).isEqualTo(reason.name());
    assertThat(Statuses.errorInfo(failure).orElseThrow().getMetadataMap())
        .containsEntry("service", "retriever");
  }

  @Test
  void aPortThatNobodyListensOn() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = taken.getLocalPort();
    }
    assertSaid(
        failure(new Endpoint.Tcp("127.0.0.1", port), 30_000),
        Status.Code.UNAVAILABLE,
        TransportReason.PEER_UNREACHABLE,
        "the retriever can't be reached at 127.0.0.1:" + port,
        "./adjutant status");
  }

  @Test
  void aNameWithinTheProcessThatNobodyServes() {
    assertSaid(
        failure(new Endpoint.InProcess("nobody"), 30_000),
        Status.Code.UNAVAILABLE,
        TransportReason.PEER_UNREACHABLE,
        "the retriever can't be reached");
  }

  @Test
  void aPortThatSpeaksAnotherProtocol() throws Exception {
    try (ServerSocket web = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> answerAsAWebServer(web));
      assertSaid(
          failure(new Endpoint.Tcp("127.0.0.1", web.getLocalPort()), 30_000),
          Status.Code.UNAVAILABLE,
          TransportReason.PEER_FOREIGN,
          "is not the retriever");
    }
  }

  private static void answerAsAWebServer(ServerSocket web) {
    try {
      while (!web.isClosed()) {
        try (Socket caller = web.accept()) {
          var unused = caller.getInputStream().readNBytes(24); // HTTP/2's preface
          caller
              .getOutputStream()
              .write(
                  "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          caller.getOutputStream().flush();
          caller.shutdownOutput();
          var rest = caller.getInputStream().readAllBytes();
          assertThat(rest).isNotNull();
        }
      }
    } catch (IOException e) {
      assertThat(web.isClosed()).isTrue();
    }
  }

  @Test
  void aServiceThatTakesTooLong() {
    CountDownLatch never = new CountDownLatch(1);
    try (ServiceServer server = serve(new Waiting(new CountDownLatch(1), never))) {
      assertSaid(
          failure(server.endpoint(), 200),
          Status.Code.DEADLINE_EXCEEDED,
          TransportReason.PEER_TIMEOUT,
          "the retriever did not answer within ",
          " ms");
      never.countDown();
    }
  }

  @Test
  void aServiceThatEndsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ServiceServer server = serve(new Waiting(asked, never));
    Thread stopping =
        Thread.ofVirtual()
            .start(() -> {
              try {
                assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              server.close();
            });
    assertSaid(
        failure(server.endpoint(), 30_000),
        Status.Code.UNAVAILABLE,
        TransportReason.PEER_LOST,
        "the retriever at ",
        "ended the connection");
    never.countDown();
    stopping.join();
  }

  @ParameterizedTest
  @CsvSource({
    "10000000000,10 s",
    "9999600000,10 s",
    "1500000000,1.5 s",
    "200000000,200 ms",
    "0,the time given"
  })
  void durationsAreRound(long nanos, String words) {
    assertThat(PeerFailures.duration(nanos)).isEqualTo(words);
  }

  private static ServiceServer serve(StatusServiceGrpc.StatusServiceImplBase methods) {
    return new ServiceServer("test", new Endpoint.Tcp("127.0.0.1", 0), List.of(methods)).start();
  }

  /** Answers once it may. */
  private static final class Waiting extends StatusServiceGrpc.StatusServiceImplBase {
    private final CountDownLatch asked;
    private final CountDownLatch may;

    Waiting(CountDownLatch asked, CountDownLatch may) {
      this.asked = asked;
      this.may = may;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      asked.countDown();
      try {
        may.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      observer.onNext(GetStatusResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
