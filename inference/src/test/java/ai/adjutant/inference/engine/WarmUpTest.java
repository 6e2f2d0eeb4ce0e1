package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  @TempDir Path folder;

  @Test
  void leavesNothingThatALaterSequenceSees() {
    SyntheticModel.write(folder.resolve("tiny"), NamedShape.TINY, Precision.of(32, 32), 5);
    float[] warm = logits(true);
    assertThat(warm).isEqualTo(logits(false));
  }

  private float[] logits(boolean warm) {
    try (Decoder decoder =
        GraphDecoders.open(
            ModelDirectory.read(folder.resolve("tiny")),
            OnnxRuntime.load(folder),
            new EngineSettings(2, 3, 4, 64 << 20))) {
      if (warm) {
        WarmUp.run(decoder);
        assertThat(decoder.graphNanos()).isPositive();
      }
      int[] slots = {decoder.begin(), decoder.begin(), decoder.begin()}; // all are free
      float[] logits = new float[decoder.facts().vocabularySize()];
      decoder.prefill(slots[0], new long[] {3, 1, 4, 1, 5}, 0, 5, Decoder.Wanted.LAST);
      decoder.logits(0, logits);
      return logits;
    }
  }
}
