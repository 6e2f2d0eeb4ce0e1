package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.ServiceState;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code serve} as a process: it starts, says what is in its way, and stops. */
final class ServeTest {
  @TempDir Path folder = Path.of("never used");

  private String data() {
    return folder.resolve("data").toString();
  }

  private static List<ServiceStatus> status(String address) {
    ManagedChannel channel = Channels.open(Endpoint.parse(address));
    try {
      return StatusServiceGrpc.newBlockingStub(channel)
          .getStatus(GetStatusRequest.getDefaultInstance())
          .getServicesList();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void servesAllThreeAndTellsItsHealthAndStopsWhenTold() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(folder, "--data", data(), "--http-port", "0")) {
      assertThat(status(server.address()))
          .extracting(ServiceStatus::getState)
          .hasSize(3)
          .containsOnly(ServiceState.SERVICE_STATE_SERVING);
      Matcher health = Pattern.compile("http://\\S+/health").matcher(server.process().output());
      assertThat(health.find()).isTrue();
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpResponse<String> page =
            http.send(
                HttpRequest.newBuilder(URI.create(health.group())).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("\"retriever\":true", "\"inference\":true");
      }

      server.process().terminate();
      assertThat(server.process().exitCode()).isEqualTo(143);
    }
  }

  @Test
  void refusesASecondServerOnTheSameData() throws Exception {
    try (ServerProcess.Running first = ServerProcess.serving(folder, "--data", data());
        ServerProcess second = ServerProcess.start(folder, "--data", data(), "--port", "0")) {
      assertThat(second.exitCode()).isEqualTo(5);
      assertThat(second.output()).contains("in use by another").doesNotContain("\tat ");
      assertThat(status(first.address())).hasSize(3);
    }
  }

  @Test
  void saysThatThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        ServerProcess server =
            ServerProcess.start(
                folder, "--data", data(), "--port", String.valueOf(taken.getLocalPort()))) {
      assertThat(server.exitCode()).isEqualTo(5);
      assertThat(server.output())
          .contains("port is in use", "--port")
          .doesNotContain("\tat ai.adjutant.standalone");
    }
  }

  @Test
  void saysThatTheFolderIsAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    try (ServerProcess server =
        ServerProcess.start(folder, "--data", file.toString(), "--port", "0")) {
      assertThat(server.exitCode()).isEqualTo(3);
      assertThat(server.output()).contains("is a file", "--data");
    }
  }

  @Test
  void refusesToServeBeyondThisMachine() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder, "--data", data(), "--host", "0.0.0.0", "--port", "0")) {
      assertThat(server.exitCode()).isEqualTo(3);
      assertThat(server.output())
          .contains("loopback", "tls init", "key create --data", "--keys required");
    }
    assertThat(folder.resolve("data")).as("nothing was opened").doesNotExist();
  }

  @Test
  void writesAnIpv6AddressInBrackets() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(folder, "--data", data(), "--host", "::1", "--http-port", "0")) {
      assertThat(server.address()).startsWith("[::1]:");
      assertThat(server.process().output()).contains("http://[::1]:");
      assertThat(status(server.address())).hasSize(3);
    }
  }

  @Test
  void refusesToServeOtherMachinesWithOnlyOneOfTlsAndKeys() throws Exception {
    try (ServerProcess tls =
            ServerProcess.start(
                folder, "--data", data(), "--host", "0.0.0.0", "--port", "0", "--tls", "tls");
        ServerProcess keys =
            ServerProcess.start(
                folder,
                "--data",
                data(),
                "--host",
                "0.0.0.0",
                "--port",
                "0",
                "--keys",
                "required")) {
      assertThat(tls.exitCode()).isEqualTo(3);
      assertThat(tls.output()).contains("both TLS and keys");
      assertThat(keys.exitCode()).isEqualTo(3);
      assertThat(keys.output()).contains("both TLS and keys");
    }
  }

  @Test
  void refusesAWordThatIsNoRuleForKeysAndAFolderWithoutCertificates() throws Exception {
    try (ServerProcess keys =
            ServerProcess.start(
                folder, "gateway", "--data", data(), "--port", "0", "--keys", "on");
        ServerProcess tls =
            ServerProcess.start(
                folder, "gateway", "--data", data(), "--port", "0", "--tls", "nowhere")) {
      assertThat(keys.exitCode()).isEqualTo(3);
      assertThat(keys.output()).contains("--keys: access.keys is 'on'", "required");
      assertThat(tls.exitCode()).isEqualTo(3);
      assertThat(tls.output()).contains("does not exist", "tls init").doesNotContain("\tat ");
    }
  }

  @Test
  void refusesABudgetThatIsNone() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(folder, "--data", data(), "--port", "0", "--threads", "0")) {
      assertThat(server.exitCode()).isEqualTo(3);
      assertThat(server.output())
          .contains("--threads: threads is '0'", "1 to 256")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cuda | build with MAVEN_ARGS=-Pgpu
          tpu  | inference.provider is 'tpu': none of those known; give one of auto, cpu, cuda
          """)
  void refusesAProviderThatIsNotThere(String provider, String reason) throws Exception {
    Map<String, String> setting = Map.of("ADJUTANT_INFERENCE_PROVIDER", provider);
    try (ServerProcess server =
        ServerProcess.start(folder, setting, "--data", data(), "--port", "0")) {
      assertThat(server.exitCode()).isEqualTo(3);
      assertThat(server.output()).contains(reason).doesNotContain("\tat ");
    }
  }

  @Test
  void sharesOutTheBudgetThatItIsTold() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(folder, "--data", data(), "--threads", "16")) {
      assertThat(status(server.address()))
          .flatExtracting(ServiceStatus::getThreadsList)
          .extracting(share -> share.getUse() + " " + share.getCount())
          .containsExactly("merges 4", "parsers 4", "generation 8", "embedding 16");
    }
  }

  @Test
  void saysWhatItDoesNotUnderstand() throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(folder, "retreiver")) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.output()).contains("retreiver", "retriever");
    }
  }

  @Test
  void threeProcessesFindEachOther() throws Exception {
    try (ServerProcess.Running inference =
            ServerProcess.serving(folder, "inference", "--data", data());
        ServerProcess.Running retriever =
            ServerProcess.serving(
                folder, "retriever", "--data", data(), "--inference", inference.address());
        ServerProcess.Running gateway =
            ServerProcess.serving(
                folder,
                "gateway",
                "--data",
                data(),
                "--inference",
                inference.address(),
                "--retriever",
                retriever.address())) {
      assertThat(status(gateway.address()))
          .extracting(ServiceStatus::getState)
          .hasSize(3)
          .containsOnly(ServiceState.SERVICE_STATE_SERVING);
    }
  }
}
