package ai.adjutant.tuner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.tuner.bert.ShippedWeights;
import ai.adjutant.tuner.reader.ReaderSettings;
import ai.adjutant.tuner.reader.ReaderTrial;
import ai.adjutant.tuner.toy.ToyRun;
import ai.adjutant.tuner.weights.SafetensorsFile;
import ai.adjutant.tuner.weights.SafetensorsWriter;
import ai.adjutant.tuner.weights.SafetensorsWriter.Tensor;
import ai.adjutant.tuner.weights.WeightSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers of seeded heads over the shipped encoder, exported. */
@Timeout(180)
final class ReaderExportTest {
  private static final int WIDTH = 384;
  private static final Map<String, Integer> HEADS =
      Map.of("span", 2, "answerable", 1, "relevance", 1, "support", 3);

  @TempDir Path folder;

  private static List<Tensor> tensors(String left) {
    WeightSource shipped = ShippedWeights.open(Path.of("target/weights"));
    List<Tensor> tensors = new ArrayList<>();
    for (String name : shipped.names()) {
      if (!name.startsWith("embeddings.") && !name.startsWith("encoder.")) {
        continue;
      }
      long count = shipped.shape(name).stream().reduce(1L, Math::multiplyExact);
      FloatBuffer values = FloatBuffer.allocate((int) count);
      shipped.read(name, values);
      tensors.add(new Tensor(name, shipped.shape(name), values.flip()));
    }
    Random random = new Random(3);
    HEADS.forEach((head, outputs) -> {
      FloatBuffer weight = FloatBuffer.allocate(outputs * WIDTH);
      while (weight.hasRemaining()) {
        weight.put((float) (random.nextGaussian() * 0.05));
      }
      tensors.add(
          new Tensor(
              "head." + head + ".weight", List.of((long) outputs, (long) WIDTH), weight.flip()));
      tensors.add(
          new Tensor(
              "head." + head + ".bias",
              List.of((long) outputs),
              FloatBuffer.wrap(new float[outputs])));
    });
    tensors.removeIf(tensor -> tensor.name().equals(left));
    return tensors;
  }

  private SafetensorsFile weights(String left) {
    Path file = folder.resolve("best.safetensors");
    SafetensorsWriter.write(file, Map.of("recipe", "train.seed: 3"), tensors(left));
    return SafetensorsFile.open(file);
  }

  private ReaderTrial trial() throws IOException {
    Path heldOut = folder.resolve("heldout.jsonl");
    Files.writeString(
        heldOut,
        "{\"source\":\"s\",\"language\":\"en\",\"context\":\"The office in Oslo opened last"
            + " year.\",\"question\":\"Where did the office"
            + " open?\",\"answers\":[{\"text\":\"Oslo\",\"start\":14}]}\n");
    return new ReaderTrial(ReaderSettings.measuring(heldOut), 10, 1);
  }

  @Test
  void writesWhatReproducesTheTrainer() throws IOException {
    Path to = Files.createDirectory(folder.resolve("reader"));
    Files.writeString(to.resolve("old.txt"), "a former reader");
    try (ReaderTrial trial = trial()) {
      ReaderExport.Exported exported =
          new ReaderExport(ToyRun.torch(), weights(""), trial).export(to);
      assertThat(exported.off()).isLessThan(1e-3);
      assertThat(exported.size()).isLessThan(40_000_000);
    }
    try (var files = Files.list(to)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.json", "model.onnx", "model.onnx_data", "tokenizer.json");
    }
    JsonNode config = new ObjectMapper().readTree(to.resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("AdjutantReader");
    assertThat(config.at("/max_position_embeddings").asInt()).isEqualTo(512);
    assertThat(config.at("/adjutant_reader/languages/0").asText()).isEqualTo("en");
    assertThat(config.at("/adjutant_reader/trained/recipe").asText()).isEqualTo("train.seed: 3");
  }

  @Test
  void leavesTheFormerReaderWhereWeightsLackATensor() throws IOException {
    Path to = Files.createDirectory(folder.resolve("reader"));
    Files.writeString(to.resolve("old.txt"), "a former reader");
    try (ReaderTrial trial = trial()) {
      ReaderExport export = new ReaderExport(ToyRun.torch(), weights("head.support.bias"), trial);
      assertThatThrownBy(() -> export.export(to))
          .isInstanceOf(AdjutantException.class)
          .hasMessageContaining("head.support.bias");
    }
    try (var files = Files.list(to)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("old.txt");
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("reader", "best.safetensors", "heldout.jsonl");
    }
  }
}
