package ai.adjutant.retriever.parse.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cells of a table's rows into columns, by their spans. Spans may overlap and may be
 * absurd: the later cell wins, and a row is never wider than its cells and a bound. For one thread;
 * holds a cell for each column.
 */
public final class TableGrid {
  /** Widest row that spans may make. */
  static final int COLUMNS_SPANNED_MAX = 1_000;

  /** Bounds the rows that a cell may span; HTML has the same bound. */
  public static final int ROWS_SPANNED_MAX = 65_534;

  private static final SpanCell NOTHING = SpanCell.of("");

  private @Nullable SpanCell[] above = new SpanCell[8];
  private int[] left = new int[8];
  private int width;
  private boolean cut;

  /** Returns whether a span was cut. */
  boolean isCut() {
    return cut;
  }

  /** The next row's slots. */
  GridRow place(List<SpanCell> cells) {
    List<GridRow.Slot> row = new ArrayList<>();
    List<SpanCell> waiting = new ArrayList<>(cells);
    int next = 0;
    int columnsMax = Math.max(width, Math.max(COLUMNS_SPANNED_MAX, cells.size()));
    while (next < waiting.size() || row.size() < width) {
      int column = row.size();
      @Nullable SpanCell down = column < width && left[column] > 0 ? above[column] : null;
      if (down != null) {
        left[column]--;
        row.add(new GridRow.Slot(down, false));
      } else if (next < waiting.size()) {
        SpanCell cell = waiting.get(next++);
        spread(cell, Math.min(cell.columns(), columnsMax - column - (waiting.size() - next)), row);
      } else {
        row.add(new GridRow.Slot(NOTHING, true));
      }
    }
    trim(row);
    return new GridRow(row);
  }

  private void spread(SpanCell cell, int columns, List<GridRow.Slot> row) {
    cut |= columns < cell.columns() || cell.rows() > ROWS_SPANNED_MAX;
    for (int i = 0; i < Math.max(1, columns); i++) {
      int column = row.size();
      row.add(new GridRow.Slot(cell, true));
      if (cell.rows() > 1) {
        reserve(column);
        above[column] = cell;
        left[column] = Math.min(cell.rows(), ROWS_SPANNED_MAX) - 1;
      } else if (column < width) {
        left[column] = 0;
      }
    }
  }

  private void reserve(int column) {
    if (column >= above.length) {
      above = Arrays.copyOf(above, 2 * column);
      left = Arrays.copyOf(left, 2 * column);
    }
    width = Math.max(width, column + 1);
  }

  private static void trim(List<GridRow.Slot> row) {
    while (!row.isEmpty() && row.getLast().cell().isBlank() && row.getLast().cell() == NOTHING) {
      row.removeLast();
    }
  }
}
