package ai.adjutant.tuner.export;

import static java.util.Objects.requireNonNull;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.reader.RowReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Rows read by the graph of a reader. One thread. */
final class GraphRows implements RowReader, AutoCloseable {
  static final String SPANS = "span_logits";
  static final String ANSWERABLE = "answerable";
  static final String RELEVANCE = "relevance";
  static final String SUPPORT = "support";

  private final GraphSession session;

  GraphRows(Path graph) {
    session = new GraphSession(graph);
  }

  @Override
  public RowOutputs read(List<TokenRow> rows) {
    Map<String, float[]> outputs =
        session.run(rows, List.of(SPANS, ANSWERABLE, RELEVANCE, SUPPORT));
    return new RowOutputs(
        rows.stream().mapToInt(TokenRow::length).max().orElseThrow(),
        requireNonNull(outputs.get(SPANS)),
        requireNonNull(outputs.get(ANSWERABLE)),
        requireNonNull(outputs.get(RELEVANCE)),
        requireNonNull(outputs.get(SUPPORT)));
  }

  @Override
  public void close() {
    session.close();
  }
}
