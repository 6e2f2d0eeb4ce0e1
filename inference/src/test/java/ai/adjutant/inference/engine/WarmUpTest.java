package ai.adjutant.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelDirectory;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.testing.CapturedLog;
import ai.adjutant.onnx.decoder.Precision;
import ai.adjutant.onnx.synth.NamedShape;
import ai.adjutant.onnx.synth.SyntheticModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarmUpTest {
  @TempDir Path folder;

  @Test
  void leavesNothingThatALaterSequenceSees() {
    SyntheticModel.write(folder.resolve("tiny"), NamedShape.TINY, Precision.of(32, 32), 5);
    float[] warm = logits(true);
    assertThat(warm).isEqualTo(logits(false));
  }

  @ParameterizedTest
  @EnumSource(names = {"BEGIN", "PREFILL", "DECODE", "END"})
  void aFaultIsAReasonNotToServeTheModel(FaultyDecoder.Call call) {
    FaultyDecoder decoder =
        new FaultyDecoder(
            ScriptedDecoder.counting(260, 1_000, 2),
            call,
            () -> {
              throw new ArithmeticException("integer overflow");
            });
    decoder.arm();
    try (CapturedLog log = CapturedLog.of(WarmUp.class.getName())) {
      assertThatThrownBy(() -> WarmUp.run(decoder))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(EngineReason.ENGINE_FAILED))
          .hasMessageContaining("first steps ended in a fault");
      assertThat(log.errors())
          .singleElement()
          .satisfies(
              record -> assertThat(record.getThrown()).isInstanceOf(ArithmeticException.class));
    }
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
      float[] logits = new float[decoder.info().vocabularySize()];
      decoder.prefill(slots[0], new long[] {3, 1, 4, 1, 5}, 0, 5, Decoder.LogitsMode.LAST);
      decoder.logits(0, logits);
      return logits;
    }
  }
}
