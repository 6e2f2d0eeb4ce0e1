package ai.adjutant.inference.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.adjutant.inference.testing.SyntheticEncoder;
import ai.adjutant.inference.testing.SyntheticEncoder.Pooled;
import ai.adjutant.inference.work.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryEncoderTest {
  @TempDir Path folder;
  private final Workers workers = new EmbedSettings(2, 256, 256).start();

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void givesTheSameBitsAloneAndInABatch() throws InterruptedException {
    for (Pooled pooled : Pooled.values()) {
      SyntheticEncoder.write(folder, pooled);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        texts.add("fee ".repeat(1 + i % 70) + i);
      }
      try (Embedder embedder = open()) {
        assertThat(embedder.info().batchIndependent()).isTrue();
        List<TextVector> crowd = embedder.begin(texts, Purpose.DOCUMENT).await();
        for (int i = 0; i < texts.size(); i++) {
          TextVector alone =
              embedder.begin(List.of(texts.get(i)), Purpose.QUERY).await().getFirst();
          assertThat(crowd.get(i).values()).as(texts.get(i)).containsExactly(alone.values());
          assertThat(crowd.get(i).tokenCount()).isEqualTo(alone.tokenCount());
        }
      }
    }
  }

  @Test
  void seesThatAnEncoderLeansOnNeighbours() {
    SyntheticEncoder.writeLeaning(folder);
    try (Embedder embedder = open()) {
      assertThat(embedder.info().batchIndependent()).isFalse();
      assertThat(embedder.info().dimensions()).isEqualTo(SyntheticEncoder.DIMENSIONS);
    }
  }

  @Test
  void poolsAsTheDirectorySays() throws InterruptedException {
    // Alone the word's mean is over start, word and end; the first token is the same for any word.
    SyntheticEncoder.write(folder, Pooled.CLS);
    try (Embedder embedder = open()) {
      List<TextVector> vectors = embedder.begin(List.of("fee", "cost"), Purpose.QUERY).await();
      assertThat(vectors.get(0).values()).containsExactly(vectors.get(1).values());
    }
    SyntheticEncoder.write(folder, Pooled.MEAN);
    try (Embedder embedder = open()) {
      List<TextVector> vectors =
          embedder.begin(List.of("fee", "cost", "fee cost", "cost fee"), Purpose.QUERY).await();
      assertThat(vectors.get(0).values()).isNotEqualTo(vectors.get(1).values());
      float[] one = vectors.get(2).values();
      float[] other = vectors.get(3).values();
      for (int i = 0; i < one.length; i++) {
        assertThat(one[i]).isCloseTo(other[i], within(1e-6f));
      }
    }
  }

  @Test
  void saysWhatIsWrongWithADirectory() throws IOException {
    SyntheticEncoder.write(folder, Pooled.CLS);
    SyntheticEncoder.json(
        folder.resolve("1_Pooling/config.json"), Map.of("pooling_mode_max_tokens", true));
    assertRefused("either pooling_mode_cls_token or pooling_mode_mean_tokens");
    Files.delete(folder.resolve("1_Pooling/config.json"));
    assertRefused("1_Pooling/config.json is missing");
    SyntheticEncoder.write(folder, Pooled.CLS);
    OnnxGraph graph = new OnnxGraph();
    graph.input("input_ids", OnnxGraph.INT64, "batch", "sequence");
    graph.node("Identity", List.of("input_ids"), "last_hidden_state");
    graph.output("last_hidden_state", OnnxGraph.INT64, "batch", "sequence");
    Files.write(folder.resolve("onnx/model.onnx"), graph.model());
    assertRefused("must read input_ids, attention_mask and at most token_type_ids");
    SyntheticEncoder.writeReranker(folder);
    assertRefused("must write last_hidden_state or token_embeddings as floats");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::open).hasMessageContaining(message);
  }

  private Embedder open() {
    return Embedder.open(folder, OnnxRuntime.load(folder), folder, workers);
  }
}
