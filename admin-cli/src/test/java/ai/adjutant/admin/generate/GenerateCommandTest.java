package ai.adjutant.admin.generate;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.AdminMain;
import ai.adjutant.admin.scripted.ScriptedGeneration;
import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.inference.v1.Delta;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerateResponse;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.LongPrompt;
import ai.adjutant.inference.v1.Role;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate} and {@code score} against a scripted model. */
final class GenerateCommandTest {
  private final ScriptedGeneration model = new ScriptedGeneration();
  private final ScriptedServer server = new ScriptedServer(model);

  @AfterEach
  void close() {
    server.close();
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void printsTheTextAsItComes() {
    Ran ran = server.run("generate", "-m", "tiny", "--prompt", "Once upon");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("word0 word1 word2 \n");
    assertThat(ran.err()).contains("3 tokens after a prompt of 7, ended by stop");
    assertThat(model.requests().getFirst().getModel()).isEqualTo("models/tiny");
    assertThat(model.requests().getFirst().getPrompt()).isEqualTo("Once upon");
  }

  @Test
  void printsItsStableShape() {
    JsonNode result = server.run("generate", "--prompt", "x", "--max-tokens", "2", "--json").json();
    assertThat(fields(result))
        .containsExactly("ids", "text", "finish", "usage", "log_probabilities", "model_digest");
    assertThat(result.get("ids").toString()).isEqualTo("[100,101]");
    assertThat(result.get("text").asText()).isEqualTo("word0 word1 ");
    assertThat(result.get("finish").asText()).isEqualTo("length");
    JsonNode usage = result.get("usage");
    assertThat(fields(usage))
        .contains("prompt_tokens", "generated_tokens", "first_token_ms", "ms_per_token", "seed");
    assertThat(usage.get("first_token_ms").asDouble()).isEqualTo(12.5);
    assertThat(usage.get("ms_per_token").asDouble()).isEqualTo(3);
    assertThat(model.requests().getFirst().getModel()).isEmpty();
  }

  @Test
  void passesEveryOptionOn() {
    Ran ran =
        server.run(
            "generate",
            "-m",
            "tiny",
            "--ids",
            "1,2, 3",
            "--max-tokens",
            "5",
            "--temperature",
            "0.7",
            "--top-p",
            "0.9",
            "--top-k",
            "40",
            "--min-p",
            "0.05",
            "--repetition-penalty",
            "1.1",
            "--logit-bias",
            "7=-100",
            "--logit-bias",
            "8=2.5",
            "--seed",
            "-9",
            "--stop",
            "END",
            "--stop",
            "\n\n",
            "--deterministic",
            "--keep-end",
            "--quiet");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    GenerateRequest request = model.requests().getFirst();
    assertThat(request.getIds().getValuesList()).containsExactly(1, 2, 3);
    assertThat(request.getMaxTokens()).isEqualTo(5);
    assertThat(request.getSampling().getTemperature()).isEqualTo(0.7);
    assertThat(request.getSampling().getTopP()).isEqualTo(0.9);
    assertThat(request.getSampling().getTopK()).isEqualTo(40);
    assertThat(request.getSampling().getMinP()).isEqualTo(0.05);
    assertThat(request.getSampling().getRepetitionPenalty()).isEqualTo(1.1);
    assertThat(request.getSampling().getLogitBiasMap())
        .containsEntry(7, -100.0)
        .containsEntry(8, 2.5);
    assertThat(request.getSampling().getSeed()).isEqualTo(-9);
    assertThat(request.getStopList()).containsExactly("END", "\n\n");
    assertThat(request.getDeterministic()).isTrue();
    assertThat(request.getLongPrompt()).isEqualTo(LongPrompt.LONG_PROMPT_KEEP_END);
  }

  @Test
  void leavesTheSeedToTheServerUnlessTold() {
    server.run("generate", "--prompt", "x");
    assertThat(model.requests().getFirst().getSampling().hasSeed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"Hi\"}]",
        "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
            + "{\"role\":\"user\",\"content\":\"Hi\"}],\"id\":7}\n"
      })
  void readsConversationsFromFilesAndInput(String json, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("chat.json"), json);
    assertThat(server.run("generate", "--messages", file.toString()).exit()).isZero();
    assertThat(server.typing(json, "generate", "--messages", "-").exit()).isZero();
    for (GenerateRequest request : model.requests()) {
      assertThat(request.getConversation().getMessagesList())
          .extracting(message -> message.getRole())
          .containsExactly(Role.ROLE_SYSTEM, Role.ROLE_USER);
      assertThat(request.getConversation().getMessages(1).getContent()).isEqualTo("Hi");
    }
    assertThat(model.requests()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"role\": user}]|standard input, line 1, column 11",
        "[|standard input, line 1, column",
        "{}|holds no messages",
        "[]|holds no messages",
        "[{\"role\":\"user\",\"content\":7}]|message 1: \"content\" is no text",
        "[{\"role\":\"tool\",\"content\":\"x\"}]|message 1: the role is 'tool'",
        "[{\"role\":\"user\",\"content\":\"x\"}] {}|line 1, column"
      })
  void refusesWhatIsNoConversation(String json, String words) {
    Ran ran = server.typing(json, "generate", "--messages", "-");
    assertThat(ran.err()).contains(words);
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(model.requests()).isEmpty();
  }

  @Test
  void tellsLineAndColumnOfBadJson() {
    Ran ran = server.typing("[\n  {\"role\": \"user\",\n   oops}]", "generate", "--messages", "-");
    assertThat(ran.err()).contains("standard input, line 3, column 4");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate -m tiny",
        "generate -m tiny --prompt a --ids 1",
        "generate --ids 1,x",
        "score -m tiny",
        "score --text a --ids 1"
      })
  void oneInputIsNeededAndOneOnly(String command) {
    Ran ran = server.run(command.split(" ", -1));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("adjutant: ");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT,3",
    "NOT_FOUND,4",
    "RESOURCE_EXHAUSTED,5",
    "UNAVAILABLE,5",
    "DEADLINE_EXCEEDED,5"
  })
  void refusalsHaveTheirExitCodes(Status.Code code, int exit) {
    model.failing(100, code.toStatus().withDescription("no, because"));
    Ran ran = server.run("generate", "--prompt", "x", "--json");
    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void asksAgainWhereTheServiceIsNotThereYet() {
    model.failing(1, Status.UNAVAILABLE.withDescription("starting"));
    assertThat(server.run("generate", "--prompt", "x").out()).isEqualTo("word0 word1 word2 \n");
    assertThat(model.requests()).hasSize(2);
  }

  @Test
  void aMissingFileIsNotFound() {
    assertThat(server.run("generate", "--messages", "/no/such/file").exit()).isEqualTo(4);
  }

  @Test
  void scoresTokens() {
    JsonNode result = server.run("score", "-m", "tiny", "--ids", "5,6,7", "--json").json();
    assertThat(result.get("tokens")).hasSize(2);
    assertThat(result.get("tokens").get(0).get("id").asInt()).isEqualTo(6);
    assertThat(result.get("sum").asDouble()).isEqualTo(-2 * Math.log(4));
    assertThat(result.get("perplexity").asDouble())
        .isCloseTo(4, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(server.run("score", "--ids", "5,6").out()).contains("perplexity 4.0000");
    assertThat(server.run("score", "--text", "a", "--json").json().get("perplexity").isNull())
        .isTrue();
    assertThat(model.scores().getLast().getText()).isEqualTo("a");
  }

  /** Speaks one word and then waits until nobody listens any more. */
  private static final class Endless extends GenerationServiceGrpc.GenerationServiceImplBase {
    private final CountDownLatch speaking = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateResponse> observer) {
      ((ServerCallStreamObserver<GenerateResponse>) observer)
          .setOnCancelHandler(cancelled::countDown);
      Delta delta = Delta.newBuilder().setText("Once").addTokenIds(1).build();
      observer.onNext(GenerateResponse.newBuilder().setDelta(delta).build());
      speaking.countDown();
    }
  }

  @Test
  void endingTheCommandCancelsTheCall(@TempDir Path folder)
      throws IOException, InterruptedException {
    Endless endless = new Endless();
    try (ScriptedServer server = new ScriptedServer(endless)) {
      Path out = folder.resolve("out");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  AdminMain.class.getName(),
                  "generate",
                  "--prompt",
                  "x",
                  "--server",
                  server.address())
              .redirectOutput(out.toFile())
              .redirectError(folder.resolve("err").toFile())
              .start();
      try {
        assertThat(endless.speaking.await(60, TimeUnit.SECONDS)).isTrue();
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(endless.cancelled.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
