package ai.adjutant.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowQuantizerTest {
  private static float[] unpacked(float[] row) {
    byte[] bytes = new byte[row.length];
    float scale = RowQuantizer.quantize(row, bytes);
    float[] unpacked = new float[row.length];
    RowQuantizer.dequantize(bytes, scale, unpacked);
    return unpacked;
  }

  @Test
  void keepsEveryWeightWithinHalfAScale() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] row = new float[1 + random.nextInt(400)];
      double size = Math.pow(10, random.nextInt(-30, 30));
      float largest = 0;
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (random.nextGaussian() * size);
        largest = Math.max(largest, Math.abs(row[i]));
      }
      float[] unpacked = unpacked(row);
      for (int i = 0; i < row.length; i++) {
        assertThat(Math.abs(row[i] - unpacked[i]))
            .as("seed %d, weight %d", seed, i)
            .isLessThanOrEqualTo(largest / 254 * 1.0001f);
      }
    }
  }

  @Test
  void keepsNoughtsAndTheLargestOfBothSigns() {
    assertThat(unpacked(new float[] {0, -2.54f, 2.54f, 0}))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0, -2.54f, 2.54f, 0);
    assertThat(unpacked(new float[3])).containsExactly(0, 0, 0);
    assertThat(unpacked(new float[] {Float.MIN_VALUE})).containsExactly(0);
  }

  @Test
  void refusesWhatIsNoNumber() {
    for (float damaged : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> unpacked(new float[] {1, damaged}))
          .isInstanceOf(AdjutantException.class)
          .hasMessageContaining("weight 1");
    }
  }
}
