package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.TokenRow;
import java.util.List;

/** Computes what the heads say of rows; by PyTorch, or by the graph that was made of it. */
@FunctionalInterface
public interface RowReader {
  /** Reads rows as one batch. */
  RowOutputs read(List<TokenRow> rows);

  /**
   * Outputs of the heads.
   *
   * @param longest tokens of the longest row, to which the others are padded
   * @param places how well an answer begins and ends at each token: [rows, longest, 2]
   * @param answerable a logit for each row
   * @param relevance a logit for each row
   * @param support three logits for each row
   */
  record RowOutputs(
      int longest, float[] places, float[] answerable, float[] relevance, float[] support) {}
}
