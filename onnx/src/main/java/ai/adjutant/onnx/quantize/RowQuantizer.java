package ai.adjutant.onnx.quantize;

import ai.adjutant.chassis.error.AdjutantException;

/**
 * Packs a whole row of weights with one scale: weights of 8 bits per output channel. A stored byte
 * {@code q} stands for {@code (q − 128) · scale}; the largest magnitude lies at 1 or 255, so no
 * weight is off by more than half a scale, a 254th of that magnitude.
 */
public final class RowQuantizer {
  /** The stored value that stands for 0. */
  public static final int ZERO_POINT = 128;

  private static final int STEPS = 127;

  private RowQuantizer() {}

  /**
   * Packs a row.
   *
   * @param row the weights
   * @param packed takes the stored bytes, one a weight
   * @return the scale; 0 for a row of noughts
   * @throws AdjutantException QUANTIZATION_WEIGHT_REFUSED for a weight that is not finite
   */
  public static float quantize(float[] row, byte[] packed) {
    float largest = 0;
    for (int i = 0; i < row.length; i++) {
      largest = Math.max(largest, Finite.magnitude(row, i));
    }
    float scale = largest / STEPS;
    boolean nought = scale < Float.MIN_NORMAL; // or so small that a scale has no inverse
    for (int i = 0; i < row.length; i++) {
      int steps = nought ? 0 : Math.clamp(Math.round(row[i] / scale), -STEPS, STEPS);
      packed[i] = (byte) (ZERO_POINT + steps);
    }
    return nought ? 0 : scale;
  }

  /** Unpacks a row: what the graph computes with. */
  public static void dequantize(byte[] packed, float scale, float[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = ((packed[i] & 0xFF) - ZERO_POINT) * scale;
    }
  }
}
