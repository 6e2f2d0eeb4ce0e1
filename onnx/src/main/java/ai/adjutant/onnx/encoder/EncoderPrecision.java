package ai.adjutant.onnx.encoder;

/** States in what numbers an encoder computes its products. */
public enum EncoderPrecision {
  /** 32-bit floats. */
  FLOATS,
  /**
   * Bytes: weights with a scale for each output, activations with one for each token. Sums of bytes
   * are exact, so that a token's result does not depend on the others.
   */
  BYTES
}
