package ai.adjutant.onnx.encoder;

/**
 * States the size of an encoder.
 *
 * @param layers of attention
 * @param width numbers of a token
 * @param heads of attention in a layer
 * @param inner numbers between the two products of a layer
 * @param words tokens of the vocabulary
 * @param places longest row of tokens
 */
public record EncoderShape(int layers, int width, int heads, int inner, int words, int places) {
  /** Refuses what is no size. */
  public EncoderShape {
    if (layers < 1 || heads < 1 || width % heads != 0 || inner < 1 || words < 1 || places < 1) {
      throw new IllegalArgumentException(
          "no encoder has " + layers + " layers of " + heads + " heads over " + width);
    }
  }
}
