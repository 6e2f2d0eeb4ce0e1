package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.engine.EngineSettings;
import ai.adjutant.inference.v1.GenerateRequest;
import ai.adjutant.inference.v1.GenerationServiceGrpc;
import ai.adjutant.inference.v1.ScoreRequest;
import ai.adjutant.inference.v1.TokenIds;
import ai.adjutant.inference.v1.TokenScore;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.testing.Llama2cCheckpoint;
import ai.adjutant.onnx.testing.Llama2cTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models that others trained say, served, what their references say; where the data is at hand. */
@Timeout(300)
class PublishedModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GPT2 = "tiny-random-gpt2-fp32";
  private static final String GPT2_HALVES = "tiny-random-gpt2-fp16-cuda";

  /** What halves may change of a log-probability. */
  private static final double ROUNDING = 2e-3;

  @TempDir Path data;

  @Test
  void saysTheVerifiedLinesOfSmallModels() throws IOException {
    copy(GPT2);
    int compared = 0;
    try (RunningInference inference = serve()) {
      for (JsonNode line : lines(published("genai_tiny_models").resolve("EXPECT.jsonl"))) {
        if (line.path("verified").asBoolean() && line.path("search").asText().equals("greedy")) {
          String model = line.path("model").asText();
          assertThat(model).isEqualTo(GPT2);
          List<Integer> prompt = ids(line.path("input"));
          int newTokens = line.path("max_length").asInt() - prompt.size();
          List<Integer> said = new ArrayList<>(prompt);
          said.addAll(generate(inference, model, prompt, newTokens).tokens());
          assertThat(said).as(line.toString()).isEqualTo(ids(line.path("output")));
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  /** The same weights in halves, exported for another processor; nothing of its graph is. */
  @Test
  void servesAGraphOfHalves() throws IOException {
    copy(GPT2);
    Path file = copy(GPT2_HALVES).resolve("genai_config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
    ((ObjectNode) config.at("/model/decoder/session_options")).putArray("provider_options");
    Files.writeString(file, JSON.writeValueAsString(config));
    try (RunningInference inference = serve()) {
      for (List<Integer> prompt : List.of(List.of(0, 0, 0, 52), List.of(0, 0, 195, 731))) {
        Answer halves = generate(inference, GPT2_HALVES, prompt, 6);
        Answer floats = generate(inference, GPT2, prompt, 6);
        assertThat(halves.tokens()).isEqualTo(floats.tokens());
        assertThat(halves.logProbabilities())
            .isNotEqualTo(floats.logProbabilities())
            .usingElementComparator(new DoubleComparator(ROUNDING))
            .containsExactlyElementsOf(floats.logProbabilities());
      }
    }
  }

  @Test
  void tellsTheReferencesStories() throws IOException {
    Path stories = published("stories260k");
    Llama2cCheckpoint checkpoint = Llama2cCheckpoint.read(stories.resolve("stories260K.bin"));
    Llama2cTokenizer pieces =
        Llama2cTokenizer.read(stories.resolve("tok512.bin"), checkpoint.shape().vocabulary());
    checkpoint.write(data.resolve("models/stories"), Precision.of(32, 32), pieces);
    List<JsonNode> lines = lines(stories.resolve("reference.jsonl"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
    try (RunningInference inference = serve()) {
      List<List<Integer>> prompts = new ArrayList<>();
      List<Call> calls = new ArrayList<>();
      for (JsonNode line : lines) { // all at once
        List<Integer> ids = idsOf(line.path("prompt").asText(), inference);
        GenerateRequest.Builder request =
            GenerateRequest.newBuilder()
                .setModel("models/stories")
                .setMaxTokens(line.path("steps").asInt() - ids.size());
        request.getIdsBuilder().addValues(Llama2cTokenizer.BEGIN).addAllValues(ids);
        prompts.add(ids);
        calls.add(Call.begin(request.build(), inference.channel()));
      }
      for (int i = 0; i < lines.size(); i++) {
        List<Integer> story = new ArrayList<>(prompts.get(i));
        story.addAll(calls.get(i).await().tokens());
        assertThat(pieces.text(story)).isEqualTo(lines.get(i).path("text").asText());
      }
    }
  }

  /** Tokens of a text without the one that every text begins with, as the server reads it. */
  private static List<Integer> idsOf(String text, RunningInference inference) {
    return text.isEmpty()
        ? List.of()
        : GenerationServiceGrpc.newBlockingStub(inference.channel())
            .score(ScoreRequest.newBuilder().setModel("models/stories").setText(text).build())
            .getTokensList()
            .stream()
            .map(TokenScore::getId)
            .toList();
  }

  private static Answer generate(
      RunningInference inference, String model, List<Integer> prompt, int newTokens) {
    return Answer.to(
        GenerateRequest.newBuilder()
            .setModel("models/" + model)
            .setIds(TokenIds.newBuilder().addAllValues(prompt))
            .setMaxTokens(newTokens)
            .build(),
        inference.channel());
  }

  private RunningInference serve() {
    return RunningInference.on(data, new EngineSettings(1, 4, 16, 64 << 20));
  }

  private static List<Integer> ids(JsonNode array) {
    List<Integer> ids = new ArrayList<>();
    array.forEach(id -> ids.add(id.asInt()));
    return ids;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static Path published(String name) {
    Path folder = Path.of(System.getProperty("adjutant.data", "")).resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), "needs adjutant.data");
    return folder;
  }

  /** A copy that can be written to. */
  private Path copy(String name) throws IOException {
    Path source = published("genai_tiny_models").resolve(name);
    Path copy = Files.createDirectories(data.resolve("models").resolve(name));
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return copy;
  }
}
