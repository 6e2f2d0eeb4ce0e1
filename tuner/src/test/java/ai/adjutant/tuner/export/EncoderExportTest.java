package ai.adjutant.tuner.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.encoder.EncoderPrecision;
import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.toy.ToyRun;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped encoder, exported. */
@Timeout(180)
final class EncoderExportTest {
  private static final TrainedWeights SHIPPED =
      new TrainedWeights(SeededReader.encoder(), Map.of(), Optional.empty());
  private static final int WIDTH = 384;
  private static final String HIDDEN = "last_hidden_state";

  @TempDir Path folder;

  private Exported export(TrainedWeights weights, Path to) throws IOException {
    EncoderTrial trial = new EncoderTrial(SeededReader.heldOut(folder), 10, 512, 1);
    return new EncoderExport(ToyRun.torch(), trial, EncoderPrecision.BYTES).export(weights, to);
  }

  private static TokenRow row(int length) {
    Random random = new Random(length);
    return new TokenRow(random.ints(length, 1_000, 30_000).toArray(), length);
  }

  private static float[] hidden(GraphSession graph, List<TokenRow> rows) {
    return Objects.requireNonNull(graph.run(rows, List.of(HIDDEN)).get(HIDDEN));
  }

  @Test
  void writesAnEncoderWhoseRowsStandAlone() throws IOException {
    Path to = folder.resolve("encoder");
    Exported exported = export(SHIPPED, to);
    assertThat(exported.off()).isLessThan(1e-3);
    assertThat(exported.size()).isLessThan(40_000_000);
    assertThat(exported.served().main()).isEqualTo(1); // one question among its own passage
    try (Stream<Path> files = Files.walk(to)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> to.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "1_Pooling/config.json",
              "README.md",
              "config.json",
              "model.onnx",
              "model.onnx_data",
              "tokenizer.json");
    }
    JsonNode config = new ObjectMapper().readTree(to.resolve("config.json").toFile());
    assertThat(config.at("/architectures/0").asText()).isEqualTo("BertModel");
    assertThat(config.at("/max_position_embeddings").asInt()).isEqualTo(512);
    List<TokenRow> rows = new ArrayList<>();
    for (int length : new int[] {200, 4, 17, 64, 33, 128, 96, 9}) {
      rows.add(row(length));
    }
    try (GraphSession graph = new GraphSession(to.resolve("model.onnx"))) {
      float[] together = hidden(graph, rows);
      for (int i = 0; i < rows.size(); i++) {
        int own = rows.get(i).length() * WIDTH;
        int from = i * rows.getFirst().length() * WIDTH;
        float[] alone = hidden(graph, List.of(rows.get(i)));
        assertThat(Arrays.equals(alone, Arrays.copyOfRange(together, from, from + own)))
            .as("the bits of a row of %d tokens among eight", rows.get(i).length())
            .isTrue();
        float[] two = hidden(graph, List.of(rows.get(i), rows.getFirst()));
        assertThat(Arrays.equals(alone, Arrays.copyOf(two, own)))
            .as("the bits of a row of %d tokens among two", rows.get(i).length())
            .isTrue();
      }
    }
  }

  @Test
  void refusesAGraphThatIsNotTheTrainers() throws IOException {
    Path to = Files.createDirectory(folder.resolve("encoder"));
    Files.writeString(to.resolve("old.txt"), "a former encoder");
    TrainedWeights changing =
        new TrainedWeights(
            SeededReader.Changing.of(
                SHIPPED.source(), "encoder.layer.11.output.LayerNorm.bias", 0.25f),
            Map.of(),
            Optional.empty());
    assertThatThrownBy(() -> export(changing, to))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("output last_hidden_state of the graph is off by 0.25");
    assertThat(to.resolve("old.txt")).exists();
    assertThat(to.resolve("model.onnx")).doesNotExist();
  }

  @Test
  void refusesToBeComparedOnNothing() throws IOException {
    Path to = folder.resolve("encoder");
    Path other = folder.resolve("other.jsonl");
    Files.writeString(
        other,
        "{\"source\":\"s\",\"language\":\"de\",\"context\":\"Oslo.\",\"question\":\"Wo?\",\"answers\":[]}\n");
    EncoderTrial trial = new EncoderTrial(other, 10, 512, 1);
    EncoderExport export = new EncoderExport(ToyRun.torch(), trial, EncoderPrecision.FLOATS);
    assertThatThrownBy(() -> export.export(SHIPPED, to))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("no held-out row");
    assertThat(to).doesNotExist();
  }
}
