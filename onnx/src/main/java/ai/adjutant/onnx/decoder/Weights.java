package ai.adjutant.onnx.decoder;

/**
 * Where a decoder's weights come from, row by row, so that a model need not fit into memory.
 *
 * <p>Matrices have one row for each output, as published checkpoints have; vectors have one row.
 * Rows of a matrix are asked for in order from 0, by one thread; the embedding may be asked for
 * twice, when the head is tied to it and can't share its bytes.
 */
@FunctionalInterface
public interface Weights {
  /**
   * Gives a row.
   *
   * @param target takes the row; its length is {@link DecoderShape#columns}
   */
  void row(WeightName name, int row, float[] target);
}
