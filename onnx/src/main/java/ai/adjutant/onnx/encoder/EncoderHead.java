package ai.adjutant.onnx.encoder;

/**
 * Describes a linear layer over the encoder's outputs; its weights are {@code NAME.weight}
 * [outputs, width] and {@code NAME.bias} [outputs].
 *
 * @param name of its weights
 * @param output name of the graph's output
 * @param outputs numbers that it gives
 * @param over what it is computed of
 */
public record EncoderHead(String name, String output, int outputs, Over over) {
  /** States what a head is computed of. */
  public enum Over {
    /** Each token: [rows, tokens, outputs]. */
    EACH_TOKEN,
    /** The first token of each row: [rows, outputs]. */
    FIRST_TOKEN
  }
}
