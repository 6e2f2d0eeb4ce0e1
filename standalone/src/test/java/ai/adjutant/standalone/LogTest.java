package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server process logs: its form, whose request it was, and never what was asked. */
final class LogTest {
  private static final String MARKER = "zebrafinch";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A call whose request is text instead of a message. */
  private static final MethodDescriptor<String, String> NO_MESSAGE =
      MethodDescriptor.<String, String>newBuilder(new AnyText(), new AnyText())
          .setFullMethodName("adjutant.chat.v1.StatusService/GetStatus")
          .setType(MethodDescriptor.MethodType.UNARY)
          .build();

  private record AnyText() implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      throw new AssertionError("answered");
    }
  }

  @TempDir Path folder = Path.of("never used");

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Asks with the marker in the question and in the document, well and badly. */
  private static void use(String address) throws Exception {
    try (GatewayTestClient client = new GatewayTestClient(address)) {
      client.createCorpus("desk");
      client.load("desk", Map.of("a.md", "# Fees\n\nThe " + MARKER + " fee is ten euros.\n"));
      assertThat(client.answer("desk", "What is the " + MARKER + " fee?").getText()).isNotEmpty();
      assertThatThrownBy(() -> client.answer("none", MARKER))
          .isInstanceOf(StatusRuntimeException.class);
    }
    ManagedChannel channel = Channels.open(Endpoint.parse(address));
    try {
      Metadata headers = new Metadata();
      headers.put(Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER), "call-7");
      assertThatThrownBy(() ->
              ClientCalls.blockingUnaryCall(
                  ClientInterceptors.intercept(
                      channel, MetadataUtils.newAttachHeadersInterceptor(headers)),
                  NO_MESSAGE,
                  CallOptions.DEFAULT,
                  MARKER))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("INVALID_ARGUMENT");
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void aLogOfJsonIsAnObjectALineAndHoldsNoTextOfPeopleOrDocuments() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(
            folder, Map.of("ADJUTANT_LOGGING_FORMAT", "json"), "--data", data())) {
      use(server.address());
      String output = server.process().output();
      assertThat(output).doesNotContain(MARKER);
      List<JsonNode> lines = new ArrayList<>();
      for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
        lines.add(JSON.readTree(line));
      }
      assertThat(lines)
          .isNotEmpty()
          .allSatisfy(line -> {
            assertThat(line.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(line.get("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
            assertThat(line.has("logger") && line.has("message")).isTrue();
          });
      assertThat(lines)
          .as("the request that was none")
          .anySatisfy(line -> {
            assertThat(line.path("request_id").asText()).isEqualTo("call-7");
            assertThat(line.path("tenant").asText()).isEqualTo("default");
          });
    }
  }

  @Test
  void aLogOfTextHoldsNoTextOfPeopleOrDocumentsEither() throws Exception {
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data())) {
      use(server.address());
      assertThat(server.process().output())
          .doesNotContain(MARKER, "\tat ")
          .contains("[request=call-7 tenant=default]");
    }
  }

  @Test
  void refusesAFormatThatIsNone() throws Exception {
    assertThatThrownBy(() ->
            ServerProcess.serving(
                folder, Map.of("ADJUTANT_LOGGING_FORMAT", "xml"), "--data", data()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "logging.format is 'xml': none of those known; give one of text, json");
  }
}
