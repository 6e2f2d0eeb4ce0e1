package ai.adjutant.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockQuantizerPropertiesTest {
  private static final int ROUNDS = 300;

  static Stream<BlockFormat> formats() {
    return Stream.of(4, 8)
        .flatMap(bits -> Stream.of(32, 64, 128).map(block -> new BlockFormat(bits, block)));
  }

  /** A row, packed, with what it unpacks to. */
  private record Packed(float[] row, byte[] bytes, float[] scales, float[] unpacked) {
    static Packed of(BlockFormat format, float[] row) {
      byte[] bytes = new byte[format.rowBytes(row.length)];
      float[] scales = new float[format.blocks(row.length)];
      float[] unpacked = new float[row.length];
      BlockQuantizer quantizer = new BlockQuantizer(format);
      quantizer.quantize(row, bytes, scales);
      quantizer.dequantize(bytes, scales, unpacked);
      return new Packed(row, bytes, scales, unpacked);
    }
  }

  private static float[] randomRow(SplittableRandom random) {
    float[] row = new float[1 + random.nextInt(400)];
    double size = Math.pow(10, random.nextInt(-30, 30));
    boolean sparse = random.nextInt(4) == 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = sparse && random.nextBoolean() ? 0 : (float) (random.nextGaussian() * size);
    }
    return row;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void keepsEveryWeightWithinItsBlocksBound(BlockFormat format) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Packed packed = Packed.of(format, randomRow(new SplittableRandom(seed)));
      for (int from = 0; from < packed.row.length; from += format.block()) {
        int to = Math.min(from + format.block(), packed.row.length);
        String where = format + ", seed " + seed + ", block from " + from;
        checkBlock(format, packed, from, to, where);
      }
    }
  }

  private static void checkBlock(BlockFormat format, Packed packed, int from, int to, String at) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(packed.row[i]));
    }
    double scale = Math.abs(packed.scales[from / format.block()]);
    double squares = 0;
    for (int i = from; i < to; i++) {
      double off = Math.abs(packed.row[i] - packed.unpacked[i]);
      squares += off * off;
      assertThat(off).as(at).isLessThanOrEqualTo(largest / format.zeroPoint() * 1.0001);
      if (Math.abs(packed.row[i]) <= scale * (format.zeroPoint() - 1)) {
        assertThat(off).as(at).isLessThanOrEqualTo(scale * 0.5001);
      }
    }
    double halfStep = largest / (format.zeroPoint() - 1) / 2;
    assertThat(squares).as(at).isLessThanOrEqualTo((to - from) * halfStep * halfStep * 1.001);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void packsWhatItUnpackedWithoutFurtherLoss(BlockFormat format) {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Packed once = Packed.of(format, randomRow(new SplittableRandom(seed)));
      Packed twice = Packed.of(format, once.unpacked);
      for (int i = 0; i < once.row.length; i++) {
        assertThat((double) twice.unpacked[i])
            .as(format + ", seed " + seed + ", weight " + i)
            .isCloseTo(once.unpacked[i], Offset.offset(Math.abs(once.unpacked[i]) * 1e-5));
      }
    }
  }

  @Test
  void packsTheFirstOfTwoInTheLowHalf() {
    float[] row = new float[33];
    row[0] = -8;
    row[1] = 7;
    row[2] = 1;
    row[32] = -8;
    Packed packed = Packed.of(new BlockFormat(4, 32), row);
    assertThat(packed.bytes).hasSize(32);
    assertThat(packed.scales).containsExactly(1, 1);
    assertThat(List.of(packed.bytes[0] & 0xFF, packed.bytes[1] & 0xFF, packed.bytes[16] & 0xFF))
        .containsExactly(0xF0, 0x89, 0x80);
    assertThat(packed.bytes[31] & 0xFF).as("what fills up a block is nought").isEqualTo(0x88);
  }

  @Test
  void packsEightBitsOneToAByte() {
    float[] row = new float[32];
    row[0] = -128;
    row[1] = 127;
    row[31] = 3;
    Packed packed = Packed.of(new BlockFormat(8, 32), row);
    assertThat(packed.bytes[0]).isEqualTo((byte) 0);
    assertThat(packed.bytes[1]).isEqualTo((byte) 255);
    assertThat(packed.bytes[31]).isEqualTo((byte) 131);
  }

  @Test
  void givesLengthsOfRowsWithAndWithoutFilling() {
    BlockFormat format = new BlockFormat(4, 128);
    assertThat(format.blocks(576)).isEqualTo(5);
    assertThat(format.rowBytes(576)).isEqualTo(320);
    assertThat(format.tableRowBytes(576)).isEqualTo(288);
  }

  @Test
  void refusesWhatIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] row = new float[40];
      row[39] = bad;
      assertThatThrownBy(() -> Packed.of(new BlockFormat(4, 32), row))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(QuantizeReason.QUANTIZATION_WEIGHT_REFUSED))
          .hasMessageContaining("weight 39");
    }
  }

  @Test
  void refusesOtherFormats() {
    for (int[] bad : new int[][] {{3, 32}, {16, 32}, {4, 16}, {4, 48}, {8, 256}, {4, 0}}) {
      assertThatThrownBy(() -> new BlockFormat(bad[0], bad[1]))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(QuantizeReason.QUANTIZATION_FORMAT_UNKNOWN));
    }
  }
}
