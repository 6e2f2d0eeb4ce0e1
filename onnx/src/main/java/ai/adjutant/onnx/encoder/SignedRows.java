package ai.adjutant.onnx.encoder;

/** Packs rows of weights into signed numbers of 7 bits, -63 to 63, with one scale each. */
final class SignedRows {
  private static final int STEPS = 63;

  private SignedRows() {}

  static float quantize(float[] row, byte[] packed) {
    float largest = 0;
    for (float weight : row) {
      largest = Math.max(largest, Math.abs(weight));
    }
    float scale = largest / STEPS;
    boolean nought = scale < Float.MIN_NORMAL;
    for (int i = 0; i < row.length; i++) {
      packed[i] = (byte) (nought ? 0 : Math.clamp(Math.round(row[i] / scale), -STEPS, STEPS));
    }
    return nought ? 0 : scale;
  }
}
