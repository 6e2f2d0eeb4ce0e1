package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
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
import org.junit.jupiter.api.io.TempDir;

class SharedBufferDecoderTest extends DecoderContract {
  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    SyntheticModel.write(folder.resolve("tiny"), NamedShape.TINY, Precision.of(32, 32), 5);
  }

  @Override
  Decoder open() {
    return GraphDecoders.open(
        ModelDirectory.read(folder.resolve("tiny")),
        OnnxRuntime.load(folder),
        new EngineSettings(1, 3, 4, 64 << 20));
  }

  @Test
  void doesNotTrustTheKernelThatRemembersBytes() {
    Path directory = folder.resolve("bytes");
    SyntheticModel.write(directory, NamedShape.TINY, Precision.of(32, 32), SyntheticCache.INT8, 5);
    ModelSpec spec = ModelDirectory.read(directory);
    OnnxRuntime runtime = OnnxRuntime.load(folder);
    EngineSettings settings = new EngineSettings(1, 3, 4, 64 << 20);
    assertThatThrownBy(() -> GraphDecoders.open(spec, runtime, settings))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("inference.engine.int8-kv-cache in adjutant.yaml, or ADJUTANT_");
  }
}
