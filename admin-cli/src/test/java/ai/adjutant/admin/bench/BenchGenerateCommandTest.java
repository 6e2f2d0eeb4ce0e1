package ai.adjutant.admin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedGeneration;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.inference.v1.EngineLoad;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GetEngineRequest;
import ai.adjutant.inference.v1.GetEngineResponse;
import ai.adjutant.inference.v1.ModelServiceGrpc;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenizeRequest;
import ai.adjutant.inference.v1.TokenizeResponse;
import ai.adjutant.inference.v1.TokenizerServiceGrpc;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bench generate} against a scripted model. */
final class BenchGenerateCommandTest {
  /** Knows one end token, 2. */
  private static final class Ends extends TokenizerServiceGrpc.TokenizerServiceImplBase {
    @Override
    public StreamObserver<TokenizeRequest> tokenize(StreamObserver<TokenizeResponse> down) {
      return new StreamObserver<>() {
        @Override
        public void onNext(TokenizeRequest request) {
          if (request.hasText()) {
            TokenIds.Builder ids = TokenIds.newBuilder().addValues(2);
            if (!request.getText().equals("<|im_end|>")) {
              ids.addValues(3);
            }
            down.onNext(TokenizeResponse.newBuilder().setIds(ids).build());
          }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {
          down.onCompleted();
        }
      };
    }
  }

  /** Has taken ten steps of three rows more, each time that it is asked. */
  private static final class Engine extends ModelServiceGrpc.ModelServiceImplBase {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void getEngine(GetEngineRequest request, StreamObserver<GetEngineResponse> observer) {
      int times = asked.incrementAndGet();
      EngineLoad load =
          EngineLoad.newBuilder()
              .setModel("models/tiny")
              .setCacheTokens(100L * times)
              .setCacheTokensMax(4_096)
              .setDecodeStepCount(10L * times)
              .setDecodeRowCount(30L * times)
              .setStepCount(12L * times)
              .setOverheadSeconds(0.01 * times)
              .setGraphSeconds(0.99 * times)
              .build();
      observer.onNext(GetEngineResponse.newBuilder().addModels(load).build());
      observer.onCompleted();
    }
  }

  @Test
  void measuresAllStreams() {
    ScriptedGeneration model = new ScriptedGeneration();
    try (ScriptedServer server = new ScriptedServer(model, new Ends(), new Engine())) {
      Ran ran =
          server.run(
              "bench",
              "generate",
              "-m",
              "tiny",
              "--streams",
              "3",
              "--prompt-tokens",
              "20",
              "--new-tokens",
              "5",
              "--seed",
              "7",
              "--warmup",
              "1",
              "--json");
      assertThat(ran.exit()).isZero();
      JsonNode result = ran.json();
      assertThat(result.get("streams").asInt()).isEqualTo(3);
      assertThat(result.get("generated_tokens").asInt()).isEqualTo(15);
      assertThat(result.get("tokens_per_second").asDouble()).isPositive();
      assertThat(result.get("decode_tokens_per_second").asDouble()).isPositive();
      for (String times : List.of("first_token_ms", "inter_token_ms", "queue_ms")) {
        for (String rank : List.of("p50", "p95", "p99")) {
          assertThat(result.get(times).get(rank).isNumber()).isTrue();
        }
      }
      assertThat(result.get("queue_ms").get("p50").asDouble()).isEqualTo(1);
      assertThat(result.get("mean_batch_size").asDouble()).isEqualTo(1.5);
      assertThat(result.get("kv").get("tokens_max").asInt()).isEqualTo(4_096);
      assertThat(result.get("kv").get("tokens_before").asInt()).isEqualTo(100);
      assertThat(result.get("kv").get("tokens_most").asInt()).isGreaterThanOrEqualTo(200);
      assertThat(result.get("engine").get("mean_batch_size").asDouble()).isEqualTo(3);
      assertThat(result.get("engine").get("overhead_share").asDouble()).isBetween(0.0099, 0.0101);
    }
    assertThat(model.requests()).hasSize(6);
    for (GenerateRequest request : model.requests()) {
      assertThat(request.getIds().getValuesList()).hasSize(20).allMatch(id -> id >= 0 && id < 256);
      assertThat(request.getMaxTokens()).isEqualTo(5);
      assertThat(request.getSampling().getLogitBiasMap()).containsOnlyKeys(2);
    }
    assertThat(model.requests().stream().map(GenerateRequest::getIds).distinct()).hasSize(6);
  }

  @Test
  void theSeedMakesThePrompts() {
    ScriptedGeneration model = new ScriptedGeneration();
    try (ScriptedServer server = new ScriptedServer(model)) {
      for (String seed : List.of("1", "1", "2")) {
        Ran ran =
            server.run("bench", "generate", "--new-tokens", "1", "--warmup", "0", "--seed", seed);
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("tokens/s", "first token", "inter-token", "queue", "batch");
      }
    }
    List<GenerateRequest> requests = model.requests();
    assertThat(requests.get(0)).isEqualTo(requests.get(1));
    assertThat(requests.get(0).getIds()).isNotEqualTo(requests.get(2).getIds());
    assertThat(requests.getFirst().getSampling().getLogitBiasMap()).isEmpty();
  }

  @Test
  void countsWhatIsRefused() {
    ScriptedGeneration model = new ScriptedGeneration();
    try (ScriptedServer server = new ScriptedServer(model)) {
      model.failing(1, Status.RESOURCE_EXHAUSTED.withDescription("full"));
      Ran part =
          server.run(
              "bench", "generate", "--streams", "3", "--warmup", "0", "--end-ids", "9", "--json");
      assertThat(part.exit()).isEqualTo(7);
      assertThat(part.json().get("refused").asInt()).isEqualTo(1);
      assertThat(model.requests().getFirst().getSampling().getLogitBiasMap()).containsOnlyKeys(9);
      model.failing(3, Status.RESOURCE_EXHAUSTED.withDescription("full"));
      assertThat(server.run("bench", "generate", "--streams", "3", "--warmup", "0").exit())
          .isEqualTo(5);
      model.failing(1, Status.NOT_FOUND.withDescription("no such model"));
      assertThat(server.run("bench", "generate", "--warmup", "0").exit()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--streams,0",
    "--streams,4097",
    "--prompt-tokens,0",
    "--new-tokens,-1",
    "--vocabulary,0",
    "--warmup,-1"
  })
  void refusesWhatIsOutOfRange(String option, String value) {
    try (ScriptedServer server = new ScriptedServer(new ScriptedGeneration())) {
      assertThat(server.run("bench", "generate", option, value).exit()).isEqualTo(2);
    }
  }
}
