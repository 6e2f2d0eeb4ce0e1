package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.BertEncoder;
import ai.adjutant.tuner.bert.TokenRow;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Rows read by the model that learns. One thread. */
record TorchRows(NDManager outer, BertEncoder encoder, ReaderHeads heads) implements RowReader {
  @Override
  public RowOutputs read(List<TokenRow> rows) {
    try (NDManager scope = outer.newSubManager()) {
      int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
      NDArray hidden = encoder.encode(scope, rows);
      return new RowOutputs(
          longest,
          heads.places(scope, hidden).toFloatArray(),
          heads.outputs(scope, ReaderHeads.ANSWERABLE, hidden).toFloatArray(),
          heads.outputs(scope, ReaderHeads.RELEVANCE, hidden).toFloatArray(),
          heads.outputs(scope, ReaderHeads.SUPPORT, hidden).toFloatArray());
    }
  }
}
