package ai.adjutant.onnx.encoder;

/** Gives an encoder's weights by their names in PyTorch's models. */
@FunctionalInterface
public interface EncoderWeights {
  /**
   * Reads a tensor, row after row.
   *
   * @param name such as {@code encoder.layer.0.output.dense.weight}
   * @param count how many numbers it has
   * @throws ai.adjutant.chassis.error.AdjutantException where there is none of this name and size,
   *     or a number is not finite, naming it
   */
  float[] read(String name, int count);
}
