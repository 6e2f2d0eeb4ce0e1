package ai.adjutant.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.GetStatusResponse;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.Load;
import ai.adjutant.retrieval.v1.LoadDocumentsRequest;
import ai.adjutant.retrieval.v1.LoadDocumentsResponse;
import ai.adjutant.retrieval.v1.LoadState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How commands end when the server is gone, is none, or goes: what they say, and their exit. */
final class TransportFailuresTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("never used");

  /** Ends each load in this way. */
  private enum End {
    CANCELLED_STATUS,
    CANCELLED_STATE,
    WITHOUT_RESULT
  }

  private static final class Ending extends DocumentServiceGrpc.DocumentServiceImplBase {
    private final End end;

    Ending(End end) {
      this.end = end;
    }

    @Override
    public StreamObserver<LoadDocumentsRequest> loadDocuments(
        StreamObserver<LoadDocumentsResponse> observer) {
      switch (end) {
        case CANCELLED_STATUS -> observer.onError(Status.CANCELLED.asRuntimeException());
        case CANCELLED_STATE -> {
          observer.onNext(
              LoadDocumentsResponse.newBuilder()
                  .setFinished(Load.newBuilder().setState(LoadState.LOAD_STATE_CANCELLED))
                  .build());
          observer.onCompleted();
        }
        case WITHOUT_RESULT -> observer.onCompleted();
      }
      return new StreamObserver<>() {
        @Override
        public void onNext(LoadDocumentsRequest frame) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
      };
    }
  }

  private static final class Failing extends StatusServiceGrpc.StatusServiceImplBase {
    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<GetStatusResponse> observer) {
      observer.onError(Status.NOT_FOUND.withDescription("there is no \u001b[31mx").asException());
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return "127.0.0.1:" + taken.getLocalPort();
    }
  }

  private static JsonNode error(ScriptedServer.Ran ran) throws IOException {
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines()).hasSize(1);
    return JSON.readTree(ran.err()).get("error");
  }

  @ParameterizedTest
  @EnumSource
  void aLoadThatTheServerEndsIsNoInterruptionByTheUser(End end) throws IOException {
    Path file = Files.writeString(folder.resolve("a.md"), "text");
    try (ScriptedServer server = new ScriptedServer(new Ending(end))) {
      assertThat(server.run("corpus", "load", "desk", file.toString()).exit()).isEqualTo(5);
    }
  }

  @Test
  void aPortOfHttpIsNamedAsSuch() throws IOException {
    HttpServer web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
    web.start();
    try {
      ScriptedServer.Ran ran =
          ScriptedServer.alone("status", "--server", "127.0.0.1:" + web.getAddress().getPort());
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(ran.err()).contains("127.0.0.1:").doesNotContain("http2", "GOAWAY", "closed for");
    } finally {
      web.stop(0);
    }
  }

  @Test
  void aServerThatIsNotThereIsAnErrorOfJsonWhereJsonIsWanted() throws IOException {
    ScriptedServer.Ran ran = ScriptedServer.alone("status", "--json", "--server", freePort());
    assertThat(ran.exit()).isEqualTo(5);
    JsonNode error = error(ran);
    assertThat(error.get("code").asText()).isEqualTo("NOT_AVAILABLE");
    assertThat(error.get("exit").asInt()).isEqualTo(5);
    assertThat(error.get("message").asText()).contains("no server at 127.0.0.1:");
    assertThat(error.has("reason")).isFalse();
  }

  @Test
  void whatAServiceSaidIsAnErrorOfJsonToo() throws IOException {
    try (ScriptedServer server = new ScriptedServer(new Failing())) {
      ScriptedServer.Ran ran = server.run("status", "--json");
      assertThat(ran.exit()).isEqualTo(4);
      assertThat(error(ran).get("code").asText()).isEqualTo("NOT_FOUND");
      assertThat(error(ran).get("message").asText()).isEqualTo("there is no \u001b[31mx");
      assertThat(ran.err()).as("escaped").doesNotContain("\u001b");
    }
  }

  @Test
  void wrongUsageIsAnErrorOfJsonToo() throws IOException {
    ScriptedServer.Ran ran = ScriptedServer.alone("status", "--json", "--no-such-option");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(error(ran).get("code").asText()).isEqualTo("WRONG_USAGE");
  }
}
