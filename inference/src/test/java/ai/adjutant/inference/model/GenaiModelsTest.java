package ai.adjutant.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec.Attention;
import ai.adjutant.inference.model.ModelSpec.CachePortNames;
import ai.adjutant.inference.model.ModelSpec.CacheShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small models that onnxruntime-genai is tested with, where the data is at hand. */
class GenaiModelsTest {
  @TempDir Path folder;

  @Test
  void readsADecoderWhoseKeysAndValuesLieTogether() throws IOException {
    ModelSpec spec = ModelDirectory.read(model("tiny-random-gpt2-fp32"));
    assertThat(spec.name()).isEqualTo("tiny-random-gpt2-fp32");
    assertThat(spec.ports().inputIds()).isEqualTo("input_ids");
    assertThat(spec.ports().cache())
        .isEqualTo(List.of(new CachePortNames("past_%d", "present_%d")));
    assertThat(spec.attention()).isEqualTo(Attention.PLAIN);
    assertThat(spec.contextLength()).isEqualTo(512);
    assertThat(spec.endTokens()).containsExactly(98L);
    assertThat(spec.cache()).isEqualTo(new CacheShape(4, 8));
    assertThat(spec.footprint().layers()).isEqualTo(5);
    // five layers of keys and values of four heads of eight floats
    assertThat(spec.footprint().cacheBytesPerToken()).isEqualTo(5 * 2 * 4 * 8 * 4);
    assertThat(spec.files().tokenizer()).isEmpty();
    assertThat(spec.variants())
        .singleElement()
        .satisfies(variant -> {
          assertThat(variant.file()).isEqualTo("past.onnx");
          assertThat(variant.weights()).isEqualTo("float32");
          assertThat(variant.bytes()).isEqualTo(578_141);
        });
  }

  @Test
  void readsADecoderWithKeysAndValuesApart() throws IOException {
    ModelSpec spec = ModelDirectory.read(model("dummy-decoder"));
    assertThat(spec.ports().cache())
        .containsExactly(
            new CachePortNames("past_key_values.%d.key", "present.%d.key"),
            new CachePortNames("past_key_values.%d.value", "present.%d.value"));
    assertThat(spec.footprint().layers()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "marian-batch, model.encoder (encoder.onnx), encoder-decoder",
    "multimodal-decoder-no-input-ids, model.vision (dummy_vision.onnx), multimodal",
    "multimodal-decoder-with-input-ids, model.vision (dummy_vision.onnx), multimodal",
    "phi3-v, model.vision (dummy_vision.onnx), multimodal",
    "synthetic-paged, block_table, not served",
    "tiny-qwen35-cuda, provider_options names cuda, CPU",
    "tiny-random-gpt2-fp16-cuda, provider_options names cuda, CPU",
    "tiny-random-lfm2-fp32, past_conv_names (past_conv.%d), not served",
  })
  void namesWhyAModelIsNotServed(String name, String part, String why) throws IOException {
    Path model = model(name);
    assertThatThrownBy(() -> ModelDirectory.read(model))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(ModelReason.MODEL_NOT_SUPPORTED))
        .hasMessageContaining("genai_config.json")
        .hasMessageContaining(part)
        .hasMessageContaining(why);
  }

  /** A copy that can be written: a read-only one is hashed at each start. */
  private Path model(String name) throws IOException {
    Path data = Path.of(System.getProperty("adjutant.data", ""));
    Path source = data.resolve("genai_tiny_models").resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(source), "needs adjutant.data");
    Path copy = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return copy;
  }
}
