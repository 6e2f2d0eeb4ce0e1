package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.standalone.AdjutantCommands.Ran;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of models and of generation against a real server and a real graph of generated
 * weights. Its context has 512 tokens, its vocabulary 512.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModelCommandsTest {
  private static final int CONTEXT = 512;
  private static final String TEXTS = "hello world\n안녕 👋 é\n\n  two  spaces \n";

  private Path folder = Path.of("set before all tests");
  private Path tiny = Path.of("set before all tests");
  private ServerProcess.@Nullable Running server;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    tiny = folder.resolve("tiny");
    server = ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
    Ran none = run("generate", "--prompt", "x");
    assertThat(none.exit()).isEqualTo(3);
    assertThat(none.err()).contains("no language model", "model import");
    Ran written = run("model", "synth", tiny.toString(), "--shape", "tiny", "--bits", "4");
    assertThat(written.exit()).as(written.err()).isZero();
    assertThat(written.out()).contains("./adjutant model import " + tiny);
    JsonNode model = run("model", "import", tiny.toString(), "--json").json();
    assertThat(model.get("state").asText()).isEqualTo("ready");
    assertThat(model.get("variants").get(0).get("weights").asText()).isEqualTo("int4");
  }

  @AfterAll
  void stop() {
    Objects.requireNonNull(server).close();
  }

  private AdjutantCommands commands() {
    return new AdjutantCommands(Objects.requireNonNull(server).address());
  }

  private Ran run(String... arguments) {
    return commands().run(arguments);
  }

  private void refuses(int exit, String words, String... arguments) {
    Ran ran = run(arguments);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(words);
    assertThat(ran.out()).isEmpty();
  }

  /** Imports the directory once more, for a test that changes it. */
  private void bring(String name) {
    assertThat(run("model", "import", tiny.toString(), "--name", name, "-q").exit()).isZero();
  }

  private static List<Integer> ids(JsonNode array) {
    List<Integer> ids = new ArrayList<>();
    array.forEach(id -> ids.add(id.asInt()));
    return ids;
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void showsAModelAndItsMemory() {
    JsonNode model = run("model", "show", "tiny", "--json").json();
    assertThat(model.get("kind").asText()).isEqualTo("decoder");
    assertThat(model.get("context_length").asInt()).isEqualTo(CONTEXT);
    assertThat(model.get("batched").asBoolean()).isTrue();
    assertThat(model.get("resident_bytes_before").asLong()).isPositive();
    assertThat(model.get("resident_bytes_after").asLong()).isPositive();
    assertThat(run("model", "show", "tiny").out())
        .contains("before it was loaded", "after", "batched in one step", "int4");
    assertThat(run("model", "list").out()).contains("bge-small", "tiny", "int4", "ready");
  }

  @Test
  void loadsAndUnloads() {
    bring("coming-and-going");
    assertThat(run("model", "load", "coming-and-going", "--json").json().get("state").asText())
        .isEqualTo("ready");
    Ran unloaded = run("model", "unload", "coming-and-going");
    assertThat(unloaded.exit()).isZero();
    assertThat(unloaded.out()).contains("unloaded").doesNotContain("at most 0", "resident");
    String mend = "./adjutant model load coming-and-going";
    refuses(3, mend, "generate", "-m", "coming-and-going", "--prompt", "x");
    refuses(3, mend, "score", "-m", "coming-and-going", "--text", "x");
    refuses(3, mend, "bench", "generate", "-m", "coming-and-going", "-q");
    refuses(3, mend, "tokenize", "-m", "coming-and-going");
    assertThat(run("model", "load", "coming-and-going").exit()).isZero();
    assertThat(run("generate", "-m", "coming-and-going", "--prompt", "x").exit()).isZero();
  }

  @Test
  void loadsWhatWasPutIntoTheFolder() throws IOException {
    Path models = folder.resolve("data/tenants/default/models");
    try (var files = Files.walk(tiny)) {
      for (Path file : files.toList()) {
        Files.copy(file, models.resolve("dropped").resolve(tiny.relativize(file).toString()));
      }
    }
    assertThat(run("model", "load", "dropped", "--json").json().get("name").asText())
        .isEqualTo("dropped");
  }

  @Test
  void importsRefuseBeforeTheBytesAreSent() throws IOException {
    refuses(3, "--replace", "model", "import", tiny.toString());
    assertThat(run("model", "import", tiny.toString()).err()).doesNotContain("hashing");
    refuses(3, "letters", "model", "import", tiny.toString(), "--name", "b d");
    refuses(4, "does not exist", "model", "import", folder.resolve("nowhere").toString());
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refuses(3, "no files", "model", "import", empty.toString());
    Files.writeString(empty.resolve("README.md"), "no model");
    refuses(3, "model.onnx", "model", "import", empty.toString(), "--name", "junk");
    refuses(3, "not empty", "model", "synth", tiny.toString(), "--shape", "tiny");
    refuses(3, "smollm2-135m", "model", "synth", "nowhere", "--shape", "huge");
    assertThat(run("model", "list").out()).doesNotContain("junk");
  }

  @Test
  void replaces() {
    bring("again");
    Ran again = run("model", "import", tiny.toString(), "--name", "again", "--replace", "-q");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(run("generate", "-m", "again", "--ids", "1", "--max-tokens", "1").exit()).isZero();
  }

  @Test
  void saysWhichModelsThereAre() {
    for (String command : List.of("load", "unload", "show")) {
      refuses(4, "tiny", "model", command, "nope");
    }
    refuses(4, "tiny", "generate", "-m", "nope", "--prompt", "x");
    refuses(4, "tiny", "score", "-m", "nope", "--text", "x");
    refuses(4, "tiny", "tokenize", "-m", "nope");
    refuses(3, "encoder", "generate", "-m", "bge-small-en-v1.5-int8", "--prompt", "x");
  }

  @Test
  void pullWithoutANetworkSaysWhatToDo() {
    refuses(
        5,
        "model import DIRECTORY",
        "model",
        "pull",
        "owner/name",
        "--hub",
        "http://127.0.0.1:1",
        "--retries",
        "0");
  }

  @Test
  void generatesFromAPromptIdsOrMessages() throws IOException {
    Ran prompt = run("generate", "-m", "tiny", "--prompt", "hello", "--max-tokens", "6");
    assertThat(prompt.exit()).as(prompt.err()).isZero();
    assertThat(prompt.out()).isNotBlank();
    assertThat(prompt.err()).contains("6 tokens after a prompt of 5, ended by length");
    JsonNode ids =
        run("generate", "-m", "tiny", "--ids", "104,101,108,108,111", "--max-tokens", "6", "--json")
            .json();
    assertThat(ids.get("text").asText() + System.lineSeparator()).isEqualTo(prompt.out());
    assertThat(ids(ids.get("ids"))).hasSize(6).allMatch(id -> id >= 0 && id < CONTEXT);
    Path messages = folder.resolve("messages.json");
    Files.writeString(messages, "[{\"role\": \"user\", \"content\": \"hello\"}]");
    JsonNode answer =
        run("generate", "--messages", messages.toString(), "--max-tokens", "3", "--json").json();
    assertThat(answer.get("usage").get("prompt_tokens").asInt()).isGreaterThan(5);
    Files.writeString(messages, "[{\"role\": \"user\", \"content\": \"hel");
    refuses(3, "not JSON", "generate", "--messages", messages.toString());
  }

  @Test
  void tellsUsage() {
    JsonNode generated = run("generate", "--prompt", "hello", "--max-tokens", "6", "--json").json();
    assertThat(fields(generated))
        .contains("ids", "text", "finish", "usage", "log_probabilities", "model_digest");
    JsonNode usage = generated.get("usage");
    assertThat(fields(usage))
        .contains("prompt_tokens", "generated_tokens", "first_token_ms", "ms_per_token");
    assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(5);
    assertThat(usage.get("generated_tokens").asInt()).isEqualTo(6);
    assertThat(usage.get("first_token_ms").asDouble()).isPositive();
    assertThat(usage.get("ms_per_token").asDouble()).isPositive();
    double sum = 0;
    for (JsonNode probability : generated.get("log_probabilities")) {
      assertThat(probability.asDouble()).isNegative();
      sum += probability.asDouble();
    }
    assertThat(usage.get("mean_log_probability").asDouble()).isCloseTo(sum / 6, within(1e-9));
  }

  @Test
  void aSeedRepeatsAndATextStops() {
    String[] drawn = {
      "generate", "--prompt", "hello", "--temperature", "1", "--max-tokens", "12", "--json"
    };
    JsonNode first = run(drawn).json();
    List<String> seeded = new ArrayList<>(List.of(drawn));
    seeded.addAll(List.of("--seed", first.get("usage").get("seed").asText()));
    assertThat(run(seeded.toArray(String[]::new)).json().get("ids")).isEqualTo(first.get("ids"));
    JsonNode greedy = run("generate", "--prompt", "hello", "--json", "--max-tokens", "6").json();
    String text = greedy.get("text").asText();
    String stop = text.substring(text.length() - 1);
    JsonNode stopped =
        run("generate", "--prompt", "hello", "--json", "--max-tokens", "6", "--stop", stop).json();
    assertThat(stopped.get("finish").asText()).isEqualTo("stop");
    assertThat(stopped.get("text").asText()).isEqualTo(text.substring(0, text.indexOf(stop)));
  }

  @Test
  void tellsBothLengthsOfAPromptThatIsTooLong() {
    String ids = IntStream.range(0, 600).mapToObj(i -> "7").collect(Collectors.joining(","));
    Ran refused = run("generate", "--ids", ids);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("600 tokens", "context " + CONTEXT);
    refuses(3, "600 tokens", "score", "--ids", ids);
    refuses(3, "600 tokens", "bench", "generate", "--prompt-tokens", "600", "-q");
    JsonNode usage =
        run("generate", "--ids", ids, "--keep-end", "--max-tokens", "4", "--json")
            .json()
            .get("usage");
    assertThat(usage.get("prompt_tokens").asInt() + usage.get("truncated_tokens").asInt())
        .isEqualTo(600);
  }

  @Test
  void refusesWhatNoModelCanDo() {
    refuses(3, "empty", "generate", "--prompt", "");
    refuses(3, "not 0 to 511", "generate", "--ids", "512");
    refuses(3, "512 tokens", "generate", "--prompt", "x", "--max-tokens", "1000000");
    refuses(3, "temperature", "generate", "--prompt", "x", "--temperature", "-1");
    refuses(2, "specify one of these", "generate");
    refuses(2, "mutually exclusive", "generate", "--prompt", "x", "--ids", "1");
  }

  @Test
  void scoresEachTokenButTheFirst() {
    JsonNode scored = run("score", "-m", "tiny", "--text", "hello world", "--json").json();
    List<Integer> tokens = new ArrayList<>();
    double sum = 0;
    for (JsonNode token : scored.get("tokens")) {
      tokens.add(token.get("id").asInt());
      assertThat(token.get("log_probability").asDouble()).isNegative();
      sum += token.get("log_probability").asDouble();
    }
    Ran all = commands().typing("hello world", "tokenize", "-m", "tiny");
    assertThat(all.out()).endsWith(tokens.toString().substring(1) + "\n");
    assertThat(scored.get("sum").asDouble()).isCloseTo(sum, within(1e-9));
    assertThat(scored.get("perplexity").asDouble())
        .isCloseTo(Math.exp(-sum / tokens.size()), within(1e-6));
    Ran one = run("score", "--ids", "5");
    assertThat(one.exit()).isZero();
    assertThat(one.err()).contains("nothing is scored");
  }

  @Test
  void scoresWhatItGeneratedAlike() {
    JsonNode generated =
        run("generate", "--ids", "1,2,3", "--max-tokens", "5", "--json", "--deterministic").json();
    List<Integer> all = new ArrayList<>(List.of(1, 2, 3));
    all.addAll(ids(generated.get("ids")));
    String given = all.stream().map(String::valueOf).collect(Collectors.joining(","));
    JsonNode tokens = run("score", "--ids", given, "--json").json().get("tokens");
    for (int i = 0; i < 5; i++) {
      assertThat(tokens.get(2 + i).get("log_probability").asDouble())
          .isCloseTo(generated.get("log_probabilities").get(i).asDouble(), within(1e-2));
    }
  }

  @Test
  void tokensGoThereAndBack() {
    for (List<String> tokenizer :
        List.of(
            List.of("-m", "tiny"), List.of("--file", tiny.resolve("tokenizer.json").toString()))) {
      List<String> there = new ArrayList<>(List.of("tokenize"));
      there.addAll(tokenizer);
      Ran ids = commands().typing(TEXTS, there.toArray(String[]::new));
      assertThat(ids.exit()).as(ids.err()).isZero();
      assertThat(ids.out().lines()).hasSize(4).allMatch(line -> line.startsWith("["));
      there.add("--decode");
      Ran back = commands().typing(ids.out(), there.toArray(String[]::new));
      assertThat(back.exit()).as(back.err()).isZero();
      assertThat(back.out()).isEqualTo(TEXTS);
    }
  }

  @Test
  void tokenizeSaysWhichLineOrFileIsWrong() {
    Ran unknown = commands().typing("[1]\n[1, 99999]\n", "tokenize", "--decode", "-m", "tiny");
    assertThat(unknown.exit()).isEqualTo(3);
    assertThat(unknown.err()).contains("line 2", "99999", "511");
    Ran cut = commands().typing("[1, 2\n", "tokenize", "--decode", "-m", "tiny");
    assertThat(cut.err()).contains("line 1", "not JSON");
    String config = tiny.resolve("config.json").toString();
    Ran file = commands().typing("x\n", "tokenize", "--file", config);
    assertThat(file.exit()).isEqualTo(3);
    assertThat(file.err()).contains(config);
    refuses(4, "does not exist", "tokenize", "--file", folder.resolve("nowhere").toString());
  }

  @Test
  void measuresAndTellsWhatTheEngineDid() {
    JsonNode bench =
        run(
                "bench",
                "generate",
                "-m",
                "tiny",
                "--streams",
                "4",
                "--prompt-tokens",
                "32",
                "--new-tokens",
                "16",
                "--json")
            .json();
    assertThat(bench.get("generated_tokens").asInt()).isEqualTo(4 * 16);
    assertThat(bench.get("tokens_per_second").asDouble()).isPositive();
    assertThat(fields(bench.get("first_token_ms"))).contains("p50", "p95", "p99");
    assertThat(fields(bench.get("inter_token_ms"))).contains("p50", "p95", "p99");
    assertThat(bench.get("mean_batch_size").asDouble()).isGreaterThanOrEqualTo(1);
    assertThat(bench.get("kv").get("tokens_max").asLong()).isPositive();
    assertThat(bench.get("engine").get("steps").asLong()).isPositive();
    JsonNode engine = run("status", "--json").json().get("engine");
    assertThat(engine.get("models").findValuesAsText("model")).contains("tiny");
    assertThat(engine.get("runtime_version").asText()).isNotEmpty();
    assertThat(run("status").out()).contains("ONNX Runtime", "GENERATED", "tiny");
  }
}
