package ai.adjutant.retriever.parse.table;

import ai.adjutant.retriever.parse.text.Whitespace;

/**
 * Describes a cell of a table as its format states it.
 *
 * @param text its text on one line
 * @param columns how many columns it spans, at least 1
 * @param rows how many rows it spans, at least 1
 * @param heading whether it is marked as one that names a column or a row
 */
public record SpanCell(String text, int columns, int rows, boolean heading) {
  public SpanCell {
    text = Whitespace.collapse(text);
    columns = Math.max(1, columns);
    rows = Math.max(1, rows);
  }

  /** Returns a cell of one column and one row, not marked. */
  public static SpanCell of(String text) {
    return new SpanCell(text, 1, 1, false);
  }

  boolean isBlank() {
    return text.isEmpty();
  }
}
