package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticCache;
import ai.adjutant.onnx.synth.SyntheticModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a graph whose KV cache is in signed bytes. Its kernel has crashed, behind long pasts, so
 * {@code -Dadjutant.byte-cache=true} asks for what runs it.
 */
@EnabledIfSystemProperty(named = "adjutant.byte-cache", matches = "true")
class ByteCacheDecoderTest extends DecoderContract {
  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    SyntheticModel.write(
        folder.resolve("tiny"), NamedShape.TINY, Precision.of(32, 32), SyntheticCache.INT8, 5);
  }

  private static ModelSpec spec() {
    return ModelDirectory.read(folder.resolve("tiny"));
  }

  @Override
  Decoder open() {
    return GraphDecoders.open(
        spec(),
        OnnxRuntime.load(folder),
        Schema.with(new EngineSettings(1, 3, 4, 64 << 20), "int8KvCache", true));
  }

  /** A number between two steps may be rounded to either, which shows in the logits. */
  @Override
  float rounding() {
    return 0.05f;
  }

  @Test
  void countsTheBytesOfAToken() {
    assertThat(spec().footprint().cacheBytesPerToken()).isEqualTo(2 * 2 * 16);
    try (Decoder decoder = open()) {
      assertThat(decoder.info().cacheBytesPerToken()).isEqualTo(2 * 2 * 16);
    }
  }

  @Test
  void readsInChunksThatTheKernelBears() {
    try (Decoder decoder = open()) {
      assertThat(decoder.info().chunkMax()).isEqualTo(64);
      assertThat(decoder.info().rowsMax()).isLessThanOrEqualTo(64);
    }
  }
}
