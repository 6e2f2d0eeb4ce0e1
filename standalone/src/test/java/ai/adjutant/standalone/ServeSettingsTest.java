package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.GetStatusRequest;
import ai.adjutant.chat.v1.ServiceStatus;
import ai.adjutant.chat.v1.StatusServiceGrpc;
import io.grpc.ManagedChannel;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a process with a settings file and an environment. */
final class ServeSettingsTest {
  @TempDir Path folder = Path.of("never used");

  private Path data() {
    return folder.resolve("data");
  }

  private void write(String text) throws Exception {
    Files.writeString(Files.createDirectories(data()).resolve("adjutant.yaml"), text);
  }

  private static List<String> threads(ServerProcess.Running server) {
    ManagedChannel channel = Channels.open(Endpoint.parse(server.address()));
    try {
      return StatusServiceGrpc.newBlockingStub(channel)
          .getStatus(GetStatusRequest.getDefaultInstance())
          .getServicesList()
          .stream()
          .map(ServiceStatus::getThreadsList)
          .flatMap(List::stream)
          .map(share -> share.getUse() + " " + share.getCount())
          .toList();
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void refusesToStartAndOpensNothing() throws Exception {
    write("threads: 0\ninference: {engine: {queue-sise: 3, kv-cache-size: 1}}\nserver:\n");
    try (ServerProcess server =
        ServerProcess.start(
            folder,
            Map.of("ADJUTANT_INFERENCE_ENGINE_SEQUENCES_MAX", "65", "ADJUTANT_TREADS", "1"),
            "--data",
            data().toString(),
            "--port",
            "0")) {
      assertThat(server.exitCode()).isEqualTo(3);
      assertThat(server.output())
          .contains(
              "adjutant: 5 settings can't be used:",
              "adjutant.yaml:1: threads is '0': out of range; give auto, or a whole number from 1"
                  + " to 256",
              "adjutant.yaml:2: 'inference.engine.queue-sise' is not a setting; did you mean"
                  + " inference.engine.queue-size?",
              "adjutant.yaml:2: inference.engine.kv-cache-size is '1': a number without a unit",
              "ADJUTANT_INFERENCE_ENGINE_SEQUENCES_MAX: inference.engine.sequences-max is '65'",
              "'ADJUTANT_TREADS' is not a setting; did you mean ADJUTANT_THREADS?")
          .doesNotContain("\tat ", "Exception");
      assertThat(data()).isDirectoryContaining("glob:**/adjutant.yaml");
      assertThat(data().toFile().list()).hasSize(1);
    }
  }

  @Test
  void takesEverySourceInItsOrder() throws Exception {
    write(
        "threads: 2\nretriever: {parse: {processes: 3}, index: {merge-threads: 5}}\n"
            + "inference: {engine: {threads: 1}, embed: {threads: 1}}\n");
    Map<String, String> environment =
        Map.of("ADJUTANT_INFERENCE_EMBED_THREADS", "7", "ADJUTANT_THREADS", "1");
    try (ServerProcess.Running server =
        ServerProcess.serving(
            folder, environment, "--data", data().toString(), "--threads", "16")) {
      assertThat(threads(server))
          .containsExactly("merges 5", "parsers 3", "generation 1", "embedding 7");
    }
  }

  /** Micronaut's own sources could move the HTTP port, or hand settings past their checks. */
  @Test
  void takesNothingFromTheFramework() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("micronaut.yml"),
            "micronaut: {server: {host: 127.0.0.9}}\nadjutant: {threads: 1, service: gateway}\n");
    Map<String, String> environment =
        Map.of(
            "MICRONAUT_SERVER_HOST",
            "127.0.0.7",
            "MICRONAUT_CONFIG_FILES",
            file.toString(),
            "JAVA_TOOL_OPTIONS",
            "-Dmicronaut.server.host=127.0.0.8 -Dadjutant.threads=1 -Dadjutant.service=inference"
                + " -Dmicronaut.config.files="
                + file);
    try (ServerProcess.Running server =
        ServerProcess.serving(
            folder,
            environment,
            "--data",
            data().toString(),
            "--threads",
            "16",
            "--http-port",
            "0")) {
      assertThat(threads(server)).contains("embedding 16");
      assertThat(server.process().output())
          .containsPattern("health: http://127\\.0\\.0\\.1:\\d+/health");
      String page =
          server
              .process()
              .output()
              .lines()
              .filter(line -> line.startsWith("health: "))
              .map(line -> line.substring("health: ".length()))
              .findFirst()
              .orElseThrow();
      try (InputStream health = URI.create(page).toURL().openStream()) {
        assertThat(health).asString(StandardCharsets.UTF_8).contains("\"status\":\"UP\"");
      }
    }
  }
}
