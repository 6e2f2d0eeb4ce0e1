package ai.adjutant.onnx.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.onnx.decoder.CacheFormat;
import ai.adjutant.onnx.decoder.DecoderReason;
import ai.adjutant.onnx.decoder.DecoderShape;
import ai.adjutant.onnx.decoder.Part;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.file.OnnxFile;
import ai.adjutant.onnx.folder.FolderReason;
import ai.adjutant.onnx.quantize.QuantizeReason;
import ai.adjutant.onnx.testing.DecoderSession;
import ai.adjutant.onnx.testing.ReferenceDecoder;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticModelTest {
  private static final long SEED = 7;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path write(int bits, int block) {
    return SyntheticModel.write(
        folder.resolve("model"), NamedShape.TINY, Precision.of(bits, block), SEED);
  }

  private JsonNode json(String file) throws IOException {
    return JSON.readTree(Files.readAllBytes(folder.resolve("model").resolve(file)));
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(strings = {"4 32", "4 128", "8 32", "8 64", "8 row", "32 32"})
  void writesModelsWhoseLogitsAreSensible(String bitsAndBlock) throws OrtException {
    String[] parts = bitsAndBlock.split(" ");
    Path graph = write(Integer.parseInt(parts[0]), Precision.block(parts[1]));
    OnnxFile.scan(graph).checkExternalData(folder.resolve("model/onnx"));
    Set<Integer> said = new HashSet<>();
    try (DecoderSession session = new DecoderSession(graph, NamedShape.TINY.shape(), 1, 128)) {
      float[] logits = session.prompts(new int[] {72, 105, 300})[0];
      for (int step = 0; step < 100; step++) {
        double squares = 0;
        for (float logit : logits) {
          assertThat(logit).isFinite();
          squares += logit * logit;
        }
        assertThat(Math.sqrt(squares / logits.length)).isBetween(0.5, 8.0);
        int token = best(logits);
        assertThat(token).as("a greedy run never ends").isNotIn(509, 511);
        said.add(token);
        logits = session.step(token)[0];
      }
    }
    assertThat(said).as("it does not say one thing for ever").hasSizeGreaterThan(5);
  }

  /** Nothing is cut off, and steps are not so wide that half of them are never used. */
  @Test
  void scalesItsCacheForWhatItRemembers() {
    DecoderShape shape = NamedShape.TINY.shape();
    SeededWeights weights = new SeededWeights(SEED, List.of());
    CacheFormat.Bytes scales = (CacheFormat.Bytes) SyntheticCache.INT8.format(shape, weights);
    ReferenceDecoder decoder = new ReferenceDecoder(shape, weights);
    new SplittableRandom(SEED).ints(400, 0, shape.vocabulary()).forEach(decoder::next);
    CacheFormat.Bytes seen = decoder.scales(0);
    for (int layer = 0; layer < shape.layers(); layer++) {
      CacheFormat.Scales given = scales.layers().get(layer);
      CacheFormat.Scales wanted = seen.layers().get(layer);
      for (int i = 0; i < shape.attention().keyLength(); i++) {
        assertThat(wanted.keys().get(i) / given.keys().get(i)).isBetween(0.4f, 1f);
        assertThat(wanted.values().get(i) / given.values().get(i)).isBetween(0.4f, 1f);
      }
    }
  }

  @Test
  void writesTheSameModelFromTheSameSeed() throws IOException {
    Path one = write(4, 32);
    Path other =
        SyntheticModel.write(folder.resolve("other"), NamedShape.TINY, Precision.of(4, 32), SEED);
    for (String file : List.of("model.onnx", "model.onnx_data")) {
      assertThat(one.resolveSibling(file)).hasSameBinaryContentAs(other.resolveSibling(file));
    }
    Path third =
        SyntheticModel.write(
            folder.resolve("third"), NamedShape.TINY, Precision.of(4, 32), SEED + 1);
    assertThat(
            Files.mismatch(
                one.resolveSibling("model.onnx_data"), third.resolveSibling("model.onnx_data")))
        .isNotNegative();
  }

  @Test
  void writesATokenizerThatGivesEveryTextBack() throws IOException {
    write(4, 32);
    Path file = folder.resolve("model/tokenizer.json");
    try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file)) {
      for (String text : List.of("The dog, the cat.", "안녕 👋🏽\n\ttab", "ab abc  zz Ġ", "")) {
        assertThat(tokenizer.decode(tokenizer.encode(text).getIds())).isEqualTo(text);
      }
      assertThat(tokenizer.encode("hi ab q").getIds())
          .containsExactly(104, 105, 256 + 26 + 1, 256 + 16);
      assertThat(tokenizer.encode("<|im_start|>a<|im_end|>").getIds())
          .containsExactly(510, 97, 511);
      Set<String> tokens = new HashSet<>();
      for (long id = 256; id < 512; id++) {
        String text = tokenizer.decode(new long[] {id}, false);
        assertThat(text).as("id " + id).isNotEmpty();
        tokens.add(text);
      }
      assertThat(tokens).hasSize(256);
    }
    assertThat(json("tokenizer.json").path("model").path("vocab")).hasSize(512);
  }

  @Test
  void writesTheConfigurationOfTheShape() throws IOException {
    write(4, 32);
    JsonNode config = json("config.json");
    assertThat(config.path("model_type").asText()).isEqualTo("llama");
    assertThat(config.path("max_position_embeddings").asInt()).isEqualTo(512);
    assertThat(config.path("head_dim").asInt()).isEqualTo(16);
    assertThat(config.path("rms_norm_eps").asDouble()).isEqualTo(1e-5);
    assertThat(json("generation_config.json").path("eos_token_id").toString())
        .isEqualTo("[511,509]");
    assertThat(json("tokenizer_config.json").path("chat_template").asText())
        .contains("add_generation_prompt");
  }

  @Test
  void countsTheWeightsOfTheShapesThatPeopleUse() {
    assertThat(weights(NamedShape.TINY)).isEqualTo(34_976L);
    assertThat(weights(NamedShape.SMOLLM2_135M)).isEqualTo(134_515_008L);
    assertThat(weights(NamedShape.QWEN2_5_0_5B)).isEqualTo(494_032_768L);
  }

  private static long weights(NamedShape name) {
    long sum = 0;
    for (Part part : Part.values()) {
      boolean absent =
          switch (part) {
            case HEAD -> name.shape().tiedHead();
            case QUERY_BIAS, KEY_BIAS, VALUE_BIAS -> !name.shape().attention().bias();
            case QUERY_NORM, KEY_NORM -> !name.shape().attention().headNorm();
            default -> false;
          };
      long times = absent ? 0 : part.inLayer() ? name.shape().layers() : 1;
      sum += times * name.shape().rows(part) * name.shape().columns(part);
    }
    return sum;
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws IOException {
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/notes.txt"), "mine");
    assertThatThrownBy(() -> write(4, 32))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(FolderReason.MODEL_FOLDER_NOT_EMPTY))
        .hasMessageContaining("not empty");
    assertThat(folder.resolve("model")).isDirectoryContaining("glob:**/notes.txt");
  }

  @Test
  void refusesAFileInTheFoldersPlace() throws IOException {
    Files.writeString(folder.resolve("model"), "mine");
    assertThatThrownBy(() -> write(4, 32))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(FolderReason.MODEL_FOLDER_UNWRITABLE));
  }

  @Test
  void refusesUnknownShapesBitsAndBlocks() {
    assertThatThrownBy(() -> NamedShape.of("gpt-2"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(SynthReason.SYNTH_SHAPE_UNKNOWN))
        .hasMessageContaining("smollm2-135m, qwen2.5-0.5b, tiny");
    assertThatThrownBy(() -> SyntheticCache.of("int4"))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(SynthReason.SYNTH_CACHE_UNKNOWN))
        .hasMessageContaining("float32 or int8");
    assertThat(NamedShape.of("qwen2.5-0.5b")).isEqualTo(NamedShape.QWEN2_5_0_5B);
    assertThatThrownBy(() -> write(5, 32))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(DecoderReason.DECODER_PRECISION_REFUSED))
        .hasMessageContaining("4, 8 or 32");
    assertThatThrownBy(() -> write(4, 33))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(QuantizeReason.QUANTIZATION_FORMAT_UNKNOWN))
        .hasMessageContaining("32, 64 or 128");
  }
}
