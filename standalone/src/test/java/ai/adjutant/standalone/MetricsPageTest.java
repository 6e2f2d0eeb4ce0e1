package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /metrics} over a real socket, of a server whose tiny model generates. */
final class MetricsPageTest {
  private static final int TOKENS = 7;

  @TempDir Path folder = Path.of("never used");

  private final HttpClient http = HttpClient.newHttpClient();

  private String data() {
    Path data = folder.resolve("data");
    SyntheticModel.write(
        data.resolve(Path.of("tenants", "default", "models", "tiny")),
        NamedShape.TINY,
        Precision.of(32, 32),
        1);
    return data.toString();
  }

  private static URI page(ServerProcess.Running server) throws IOException {
    Matcher said =
        Pattern.compile("metrics: (http://\\S+/metrics)").matcher(server.process().output());
    assertThat(said.find()).as("the server says where its metrics are").isTrue();
    return URI.create(said.group(1));
  }

  private HttpResponse<String> ask(String method, URI address)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void generate(String address) {
    ManagedChannel channel = Channels.open(Endpoint.parse(address));
    try {
      Iterator<GenerateResponse> events =
          GenerationServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(60, TimeUnit.SECONDS)
              .generate(
                  GenerateRequest.newBuilder()
                      .setModel("models/tiny")
                      .setPrompt("Once upon a time")
                      .setMaxTokens(TOKENS)
                      .build());
      int tokens = 0;
      while (events.hasNext()) {
        tokens += events.next().getDelta().getTokenIdsCount();
      }
      assertThat(tokens).isEqualTo(TOKENS);
    } finally {
      channel.shutdownNow();
    }
  }

  /** The number of a series with the model's label. */
  private static double value(String page, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + "\\{model=\"tiny\"\\} (\\S+)$").matcher(page);
    assertThat(line.find()).as("%s on\n%s", name, page).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void showsWhatTheEngineDid() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(folder, "--data", data(), "--http-port", "0")) {
      HttpResponse<String> before = ask("GET", page(server));
      assertThat(before.statusCode()).isEqualTo(200);
      assertThat(before.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain")
          .contains("version=0.0.4");
      assertThat(value(before.body(), "adjutant_engine_tokens_total")).isZero();

      generate(server.address());

      String after = ask("GET", page(server)).body();
      assertThat(value(after, "adjutant_engine_tokens_total")).isEqualTo(TOKENS);
      assertThat(value(after, "adjutant_engine_first_token_seconds_count")).isEqualTo(1);
      assertThat(value(after, "adjutant_engine_inter_token_seconds_count")).isEqualTo(TOKENS - 1);
      assertThat(value(after, "adjutant_engine_queue_time_seconds_count")).isEqualTo(1);
      assertThat(value(after, "adjutant_engine_batch_size_count")).isPositive();
      assertThat(value(after, "adjutant_engine_running")).isNotNegative();
      assertThat(value(after, "adjutant_engine_cache_tokens")).isNotNegative();
      assertThat(value(after, "adjutant_engine_threads_parked")).isNotNegative();
      assertThat(after)
          .contains(
              "# HELP adjutant_engine_first_token_seconds time from a request to its first token",
              "# TYPE adjutant_engine_first_token_seconds histogram",
              "# TYPE adjutant_engine_tokens_total counter",
              "jvm_memory_used_bytes{area=\"heap\"",
              "jvm_threads_live_threads ",
              "process_cpu_usage ");
    }
  }

  /** The number of a series with these labels, in the order in which the page has them. */
  private static double labelled(String page, String name, String labels) {
    Matcher line =
        Pattern.compile("(?m)^" + name + Pattern.quote("{" + labels + "}") + " (\\S+)$")
            .matcher(page);
    assertThat(line.find()).as("%s{%s} on\n%s", name, labels, page).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void showsQuestionsSearchesLoadsCorporaAndCalls() throws Exception {
    try (ServerProcess.Running server =
            ServerProcess.serving(
                folder, "--data", folder.resolve("data").toString(), "--http-port", "0");
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpus("desk");
      client.createCorpus("gone");
      client.load("desk", Map.of("refunds.md", "# Refunds\n\nA refund takes ten days.\n"));
      Answer answer = client.answer("desk", "How long does a refund take?");
      assertThatThrownBy(() -> client.answer("none", "How long does a refund take?"))
          .isInstanceOf(StatusRuntimeException.class);
      client.deleteCorpus("gone");

      String shown = ask("GET", page(server)).body();

      assertThat(labelled(shown, "adjutant_corpus_documents", "corpus=\"desk\"")).isEqualTo(1);
      assertThat(labelled(shown, "adjutant_corpus_chunks", "corpus=\"desk\"")).isEqualTo(1);
      assertThat(shown).doesNotContain("corpus=\"gone\"");
      assertThat(labelled(shown, "adjutant_corpora", "state=\"serving\"")).isEqualTo(1);
      assertThat(labelled(shown, "adjutant_corpora", "state=\"damaged\"")).isZero();
      assertThat(labelled(shown, "adjutant_load_documents_total", "result=\"added\"")).isEqualTo(1);
      assertThat(labelled(shown, "adjutant_loads_total", "state=\"succeeded\"")).isEqualTo(1);
      assertThat(shown).containsPattern("adjutant_load_bytes_total [1-9]");
      assertThat(shown).containsPattern("adjutant_disk_free_bytes [1-9]");
      assertThat(shown).containsPattern("adjutant_disk_total_bytes [1-9]");

      String outcome =
          answer.getOutcome().name().replaceFirst("OUTCOME_", "").toLowerCase(Locale.ROOT);
      assertThat(shown)
          .containsPattern("adjutant_questions_seconds_count\\{outcome=\"" + outcome + "\"[^}]*} 1")
          .containsPattern(
              "adjutant_questions_seconds_count\\{outcome=\"failed\",reason=\"NOT_FOUND\"[^}]*} 1")
          .containsPattern("adjutant_search_seconds_count\\{degraded=\"false\"} [1-9]")
          .contains("adjutant_questions_active 0");

      assertThat(shown)
          .contains(
              "adjutant_grpc_calls_seconds_count{code=\"NOT_FOUND\","
                  + "method=\"adjutant.chat.v1.ChatService/Ask\",service=\"gateway\"} 1",
              "adjutant_grpc_calls_seconds_count{code=\"OK\","
                  + "method=\"adjutant.retrieval.v1.CorpusService/CreateCorpus\","
                  + "service=\"gateway\"} 2",
              "adjutant_grpc_calls_seconds_count{code=\"OK\","
                  + "method=\"adjutant.retrieval.v1.CorpusService/CreateCorpus\","
                  + "service=\"retriever\"} 2",
              "adjutant_grpc_active{service=\"gateway\"} 0")
          .containsPattern("adjutant_build_info\\{java=\"25[^\"]*\",version=\"\\d[^\"]*\"} 1")
          .contains("adjutant_log_lines_total{level=\"error\"} 0");
    }
  }

  @Test
  void refusesWhatIsNoReading() throws Exception {
    try (ServerProcess.Running server =
        ServerProcess.serving(
            folder, "inference", "--data", folder.resolve("none").toString(), "--http-port", "0")) {
      URI page = page(server);
      assertThat(ask("GET", page).statusCode()).isEqualTo(200);
      HttpResponse<String> head = ask("HEAD", page);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(ask("POST", page).statusCode()).isEqualTo(405);
      assertThat(ask("DELETE", page).statusCode()).isEqualTo(405);
      assertThat(ask("GET", page.resolve("/metric")).statusCode()).isEqualTo(404);
      assertThat(ask("GET", page.resolve("/health")).statusCode()).isEqualTo(404);
    }
  }
}
