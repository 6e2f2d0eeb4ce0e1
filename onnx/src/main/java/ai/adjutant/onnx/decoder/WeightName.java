package ai.adjutant.onnx.decoder;

/**
 * Which matrix or vector of a decoder.
 *
 * @param layer from 0; 0 for the parts that stand outside the layers
 */
public record WeightName(Part part, int layer) {
  /** Refuses a layer for a part that is in none. */
  public WeightName {
    if (layer < 0 || (layer > 0 && !part.inLayer())) {
      throw new IllegalArgumentException(part + " is in no layer " + layer);
    }
  }

  /** A part that stands outside the layers. */
  public static WeightName of(Part part) {
    return new WeightName(part, 0);
  }

  /** The name in published checkpoints, such as {@code model.layers.0.mlp.up_proj.weight}. */
  @Override
  public String toString() {
    return part.inLayer() ? "model.layers." + layer + "." + part.published() : part.published();
  }
}
