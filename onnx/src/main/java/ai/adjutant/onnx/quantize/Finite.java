package ai.adjutant.onnx.quantize;

import ai.adjutant.chassis.error.AdjutantException;

/** Weights that are numbers. */
final class Finite {
  private Finite() {}

  /** Magnitude of a weight, refused unless it is finite. */
  static float magnitude(float[] row, int i) {
    float magnitude = Math.abs(row[i]);
    if (!(magnitude <= Float.MAX_VALUE)) {
      throw new AdjutantException(
          QuantizeReason.QUANTIZATION_WEIGHT_REFUSED,
          "weight " + i + " of a row is " + row[i] + "; the model's weights are damaged");
    }
    return magnitude;
  }
}
