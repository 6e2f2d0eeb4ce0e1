package ai.adjutant.onnx.quantize;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * Packs rows of weights and unpacks them.
 *
 * <p>Of two scales the one with the smaller squared error is taken for each block: the largest
 * magnitude on the lowest stored value, which uses the whole range and may clip the other sign, or
 * on the highest, which never clips. No weight is off by more than an eighth (4 bits) or a 128th (8
 * bits) of the largest magnitude of its block, and none by more than half a scale unless clipped.
 */
public final class BlockQuantizer {
  private final BlockFormat format;

  /** A quantiser for one format. */
  public BlockQuantizer(BlockFormat format) {
    this.format = format;
  }

  /**
   * Packs a row.
   *
   * @param row the weights
   * @param packed takes the stored values, {@link BlockFormat#rowBytes} of them
   * @param scales takes one scale for each block
   * @throws AdjutantException QUANTIZATION_WEIGHT_REFUSED for a weight that is not finite
   */
  public void quantize(float[] row, byte[] packed, float[] scales) {
    check(row, packed, scales);
    int block = format.block();
    for (int b = 0; b < scales.length; b++) {
      int from = b * block;
      int to = Math.min(from + block, row.length);
      scales[b] = scale(row, from, to);
      pack(row, from, to, scales[b], packed, b * format.blockBytes());
    }
  }

  private float scale(float[] row, int from, int to) {
    float extreme = 0;
    for (int i = from; i < to; i++) {
      if (Finite.magnitude(row, i) > Math.abs(extreme)) {
        extreme = row[i];
      }
    }
    int zero = format.zeroPoint();
    float whole = extreme / -zero;
    float unclipped = Math.abs(extreme) / (zero - 1);
    if (Math.abs(whole) < Float.MIN_NORMAL) {
      return 0; // nought, or so small that a scale has no inverse
    }
    return error(row, from, to, whole) < error(row, from, to, unclipped) ? whole : unclipped;
  }

  private double error(float[] row, int from, int to, float scale) {
    float inverse = 1 / scale;
    float sum = 0;
    for (int i = from; i < to; i++) {
      float steps = row[i] * inverse;
      float off = steps - (stored(steps) - format.zeroPoint());
      sum += off * off;
    }
    return (double) sum * scale * scale; // the square of a small scale is no float
  }

  private int stored(float steps) {
    int zero = format.zeroPoint();
    int value = (int) Math.floor(steps + 0.5f) + zero;
    return Math.clamp(value, 0, 2 * zero - 1);
  }

  private void pack(float[] row, int from, int to, float scale, byte[] packed, int start) {
    float inverse = scale == 0 ? 0 : 1 / scale;
    int zero = format.zeroPoint();
    for (int i = 0; i < format.block(); i++) {
      int value = from + i < to ? stored(row[from + i] * inverse) : zero;
      if (format.bits() == 8) {
        packed[start + i] = (byte) value;
      } else if (i % 2 == 0) {
        packed[start + i / 2] = (byte) value;
      } else {
        packed[start + i / 2] |= (byte) (value << 4);
      }
    }
  }

  /**
   * Unpacks a row: what the graph computes with.
   *
   * @param packed stored values, {@link BlockFormat#rowBytes} of them
   * @param scales one for each block
   * @param row takes the weights
   */
  public void dequantize(byte[] packed, float[] scales, float[] row) {
    check(row, packed, scales);
    for (int i = 0; i < row.length; i++) {
      int value =
          format.bits() == 8 ? packed[i] & 0xFF : (packed[i / 2] >> (i % 2 == 0 ? 0 : 4)) & 0xF;
      row[i] = (value - format.zeroPoint()) * scales[i / format.block()];
    }
  }

  private void check(float[] row, byte[] packed, float[] scales) {
    if (packed.length != format.rowBytes(row.length)
        || scales.length != format.blocks(row.length)) {
      throw new IllegalArgumentException(
          "a row of "
              + row.length
              + " weights has "
              + packed.length
              + " packed bytes and "
              + scales.length
              + " scales");
    }
  }
}
