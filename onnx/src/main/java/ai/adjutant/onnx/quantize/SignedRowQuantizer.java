package ai.adjutant.onnx.quantize;

/**
 * Packs a whole row of weights into signed numbers of 7 bits with one scale. Two products of these
 * with unsigned bytes fit into 16 bits, so that products are exact on every processor. A stored
 * byte {@code q} stands for {@code q · scale}; no weight is off by more than half a scale, a 126th
 * of the row's largest magnitude.
 */
public final class SignedRowQuantizer {
  private static final int STEPS = 63;

  private SignedRowQuantizer() {}

  /**
   * Packs a row.
   *
   * @param row the weights
   * @param packed takes the stored bytes, one a weight
   * @return the scale; 0 for a row of noughts
   * @throws ai.adjutant.chassis.error.AdjutantException QUANTIZATION_WEIGHT_REFUSED for a weight
   *     that is not finite
   */
  public static float quantize(float[] row, byte[] packed) {
    float largest = 0;
    for (int i = 0; i < row.length; i++) {
      largest = Math.max(largest, Finite.magnitude(row, i));
    }
    float scale = largest / STEPS;
    boolean nought = scale < Float.MIN_NORMAL; // or so small that a scale has no inverse
    for (int i = 0; i < row.length; i++) {
      packed[i] = (byte) (nought ? 0 : Math.clamp(Math.round(row[i] / scale), -STEPS, STEPS));
    }
    return nought ? 0 : scale;
  }
}
