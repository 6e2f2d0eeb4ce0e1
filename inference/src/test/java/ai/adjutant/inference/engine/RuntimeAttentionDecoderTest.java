package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same graph with ONNX Runtime's own attention, as where ours is switched off. */
class RuntimeAttentionDecoderTest extends DecoderContract {
  private static final long SEED = 19;

  @TempDir static Path folder;

  @BeforeAll
  static void write() {
    SyntheticModel.write(folder.resolve("tiny"), NamedShape.TINY, Precision.of(32, 32), 5);
  }

  @Override
  Decoder open() {
    return open(false);
  }

  private static Decoder open(boolean own) {
    return GraphDecoders.open(
        ModelDirectory.read(folder.resolve("tiny")),
        OnnxRuntime.load(folder),
        Schema.with(new EngineSettings(2, 3, 4, 64 << 20), "ownAttention", own));
  }

  /** Two kernels, so not the same bits: had ours not been taken, they would be. */
  @Test
  void differsFromOursByRoundingAlone() {
    long[] tokens = new Random(SEED).longs(60, 0, 500).toArray();
    float largest = 0;
    try (Decoder theirs = open(false);
        Decoder ours = open(true)) {
      float[] wanted = new float[theirs.info().vocabularySize()];
      float[] got = new float[wanted.length];
      int theirSlot = theirs.begin();
      int ourSlot = ours.begin();
      theirs.prefill(theirSlot, tokens, 0, tokens.length, Decoder.LogitsMode.LAST);
      ours.prefill(ourSlot, tokens, 0, tokens.length, Decoder.LogitsMode.LAST);
      for (int step = 0; step < 20; step++) {
        theirs.logits(0, wanted);
        ours.logits(0, got);
        for (int i = 0; i < got.length; i++) {
          largest = Math.max(largest, Math.abs(got[i] - wanted[i]));
        }
        theirs.decode(new int[] {theirSlot}, new long[] {tokens[step]}, 1, false);
        ours.decode(new int[] {ourSlot}, new long[] {tokens[step]}, 1, false);
      }
    }
    assertThat(largest).as("seed " + SEED).isPositive().isLessThan(1e-3f);
  }
}
