package ai.adjutant.tuner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.reader.ReaderSettings;
import ai.adjutant.tuner.reader.ReaderTrial;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import ai.adjutant.tuner.weights.WeightFiles;
import ai.adjutant.tuner.weights.WeightSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers of seeded heads over the shipped encoder, exported over a former reader. */
@Timeout(180)
final class ReaderExportTest {
  private static final String FORMER = "old.txt";

  @TempDir Path folder;

  private Path to = Path.of("");

  @BeforeEach
  void formerReader() throws IOException {
    to = Files.createDirectory(folder.resolve("reader"));
    Files.writeString(to.resolve(FORMER), "a former reader");
  }

  private Exported export(TrainedWeights weights, EncoderPrecision precision) throws IOException {
    ReaderSettings settings = ReaderSettings.measuring(SeededReader.heldOut(folder));
    try (ReaderTrial trial = new ReaderTrial(settings, 10, 1)) {
      return new ReaderExport(ToyRun.torch(), trial, precision).export(weights, to);
    }
  }

  /** Training goes on from the served bytes: each number is off by half a step at most. */
  private static void checkServed(WeightSource served, WeightSource trained) {
    assertThat(served.names())
        .containsAll(
            trained.names().stream()
                .filter(name -> name.startsWith("embeddings.") || name.startsWith("encoder."))
                .toList())
        .contains("head.span.weight", "head.support.bias");
    for (String name :
        List.of(
            "embeddings.word_embeddings.weight",
            "embeddings.LayerNorm.bias",
            "encoder.layer.3.attention.self.value.weight",
            "encoder.layer.3.attention.self.key.bias",
            "encoder.layer.11.intermediate.dense.weight",
            "encoder.layer.0.output.dense.weight")) {
      assertThat(served.shape(name)).as(name).isEqualTo(trained.shape(name));
      float[] bytes = read(served, name);
      float[] floats = read(trained, name);
      float largest = 0;
      double off = 0;
      double size = 0;
      for (int i = 0; i < floats.length; i++) {
        largest = Math.max(largest, Math.abs(floats[i]));
        off += Math.abs(bytes[i] - floats[i]);
        size += Math.abs(floats[i]);
      }
      assertThat(off / size).as("share lost of %s, up to %s", name, largest).isLessThan(0.05);
    }
  }

  private static float[] read(WeightSource source, String name) {
    int count = source.shape(name).stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
    FloatBuffer values = FloatBuffer.allocate(count);
    source.read(name, values);
    return values.array();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void refused(TrainedWeights weights, String... words) throws IOException {
    assertThatThrownBy(() -> export(weights, EncoderPrecision.BYTES))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContainingAll(words);
    assertThat(names(to)).containsExactly(FORMER);
    assertThat(names(folder)).doesNotContain(".reader.old").noneMatch(n -> n.startsWith(".export"));
  }

  @Test
  void writesWhatReproducesTheTrainer() throws IOException {
    Exported exported =
        export(SeededReader.weights(folder, UnaryOperator.identity()), EncoderPrecision.BYTES);
    assertThat(exported.off()).isLessThan(1e-3);
    assertThat(exported.size()).isLessThan(40_000_000);
    assertThat(exported.served().values()).containsKeys("span_f1", "answerable_auc");
    assertThat(names(to))
        .containsExactly(
            "README.md", "config.json", "model.onnx", "model.onnx_data", "tokenizer.json");
    JsonNode config = new ObjectMapper().readTree(to.resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("AdjutantReader");
    assertThat(config.at("/max_position_embeddings").asInt()).isEqualTo(512);
    checkServed(WeightFiles.open(to), SeededReader.encoder());
    JsonNode reader = config.at("/adjutant_reader");
    assertThat(reader.at("/languages/0").asText()).isEqualTo("en");
    assertThat(reader.at("/trained/recipe").asText()).isEqualTo("train.seed: 3");
    assertThat(reader.at("/recipe_digest").asText()).matches("[0-9a-f]{64}");
    assertThat(reader.at("/trained_at").asText()).startsWith("20").endsWith("Z");
    assertThat(to.resolve("README.md"))
        .content()
        .startsWith("---\nlanguage: en\n")
        .contains("| `model.onnx` | `", "    train.seed: 3\n", "- span_f1: ");
  }

  @Test
  void servesFloatsWhereAsked() throws IOException {
    Exported exported =
        export(SeededReader.weights(folder, UnaryOperator.identity()), EncoderPrecision.FLOATS);
    assertThat(exported.served()).isEqualTo(exported.floats());
    assertThat(exported.size()).isGreaterThan(130_000_000);
    assertThat(names(to)).contains("model.onnx_data").doesNotContain(FORMER, "floats");
  }

  @Test
  void refusesAGraphThatIsNotTheTrainers() throws IOException {
    TrainedWeights weights = SeededReader.weights(folder, UnaryOperator.identity());
    SeededReader.Changing changing =
        SeededReader.Changing.of(weights.source(), "head.relevance.bias", 0.01f);
    refused(
        new TrainedWeights(changing, weights.metadata(), weights.written()),
        "output relevance of the graph is off by 0.010");
  }

  @Test
  void refusesWeightsThatLackATensor() throws IOException {
    refused(
        SeededReader.weights(
            folder,
            all -> all.stream().filter(t -> !t.name().equals("head.support.bias")).toList()),
        "head.support.bias");
  }

  @Test
  void refusesWeightsOfAnotherModel() throws IOException {
    refused(
        SeededReader.weights(
            folder, all -> List.of(new Tensor("model.norm", List.of(1L), FloatBuffer.allocate(1)))),
        "best.safetensors",
        "belongs to another model");
  }

  @Test
  void namesTheTensorThatHoldsNoNumber() throws IOException {
    refused(
        SeededReader.weights(
            folder,
            all -> {
              all.stream()
                  .filter(t -> t.name().equals("encoder.layer.7.output.dense.weight"))
                  .forEach(t -> t.values().put(11, Float.NaN));
              return all;
            }),
        "encoder.layer.7.output.dense.weight",
        "NaN at 11");
  }
}
