package ai.adjutant.retriever.parse.pdf;

import ai.adjutant.retriever.parse.list.ItemMark;
import ai.adjutant.retriever.parse.table.SpanCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds tables on a PDF page: lines next to each other whose pieces stand below each other. Rows
 * are told by baselines, columns by the stretches of the page that the pieces share.
 */
final class PdfTables {
  private static final int ROWS_MIN = 3;
  private static final int COLUMNS_MAX = 40;
  private static final int LINES_MAX = 400;
  private static final float SLACK_POINTS = 3;
  private static final float STEP_MAX = 3.6f;
  private static final float PROSE_CHARACTERS = 34;
  private static final float SAME_BASELINE = 0.3f;
  private static final float WRAP_MAX = 1.35f;

  /**
   * A table on a page.
   *
   * @param lines how many lines it takes
   * @param columns where its columns are
   * @param rows its cells
   */
  record Table(int lines, List<Column> columns, List<List<SpanCell>> rows) {}

  /** A stretch of the page's width. */
  record Column(float left, float right) {
    boolean overlaps(PdfLine.Piece piece) {
      return piece.left() < right && piece.right() > left;
    }

    boolean holds(PdfLine.Piece piece) {
      return piece.left() >= left - SLACK_POINTS && piece.right() <= right + SLACK_POINTS;
    }

    Column with(PdfLine.Piece piece) {
      return new Column(Math.min(left, piece.left()), Math.max(right, piece.right()));
    }
  }

  private PdfTables() {}

  /** The table that begins with a line of a page; one of no lines where there is none. */
  static Table at(List<PdfLine> lines, int from, PdfGrids rules) {
    List<Column> columns = columns(lines, from);
    int end = columns.isEmpty() ? from : end(lines, from, columns);
    List<PdfLine> inTable = lines.subList(from, end);
    long rows = inTable.stream().filter(line -> line.pieces().size() > 1).count();
    if (rows < ROWS_MIN || isProse(inTable, columns)) {
      return new Table(0, List.of(), List.of());
    }
    List<Float> heights = rules.heights(columns.getFirst().left(), columns.getLast().right());
    return new Table(end - from, columns, PdfRows.cells(inTable, columns, heights));
  }

  /** Returns whether the columns of both stand in the same places. */
  static boolean areAlike(List<Column> some, List<Column> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      boolean left = Math.abs(some.get(i).left() - others.get(i).left()) <= SLACK_POINTS;
      boolean right = Math.abs(some.get(i).right() - others.get(i).right()) <= SLACK_POINTS;
      if (!left && !right) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRow(PdfLine line) {
    int pieces = line.pieces().size();
    return pieces > 1
        && pieces <= COLUMNS_MAX
        && !ItemMark.isMark(line.pieces().getFirst().text())
        && !line.text().contains("....")
        && !line.text().contains(". . . .");
  }

  /** The columns of the lines that agree on them, from this one. */
  private static List<Column> columns(List<PdfLine> lines, int from) {
    if (!isRow(lines.get(from))) {
      return List.of();
    }
    List<Column> columns = new ArrayList<>();
    PdfLine before = lines.get(from);
    for (int i = from; i < Math.min(lines.size(), from + LINES_MAX); i++) {
      PdfLine line = lines.get(i);
      if (!isNear(before, line)) {
        break;
      }
      if (isRow(line)) {
        List<Column> merged = merged(columns, line.pieces());
        if (merged.isEmpty()) {
          break;
        }
        columns = merged;
      } else if (line.pieces().size() > 1 || spans(columns, line)) {
        break;
      }
      before = line;
    }
    return columns.size() < 2 ? List.of() : columns;
  }

  private static boolean isNear(PdfLine before, PdfLine line) {
    return Math.abs(line.baseline() - before.baseline())
        <= STEP_MAX * Math.max(before.size(), line.size());
  }

  private static boolean spans(List<Column> columns, PdfLine line) {
    PdfLine.Piece piece = line.pieces().getFirst();
    return columns.stream().filter(column -> column.overlaps(piece)).count() != 1
        && columns.stream().noneMatch(column -> column.holds(piece));
  }

  /**
   * The columns with a row's pieces; empty where they don't fit. A piece over several columns fits
   * where it is a name above them, which the first rows only have.
   */
  private static List<Column> merged(List<Column> columns, List<PdfLine.Piece> pieces) {
    List<Column> merged = new ArrayList<>(columns);
    int alone = 0;
    for (PdfLine.Piece piece : pieces) {
      List<Integer> over = new ArrayList<>();
      for (int i = 0; i < merged.size(); i++) {
        if (merged.get(i).overlaps(piece)) {
          over.add(i);
        }
      }
      if (over.isEmpty()) {
        merged.add(new Column(piece.left(), piece.right()));
        alone++;
      } else if (over.size() == 1) {
        merged.set(over.getFirst(), merged.get(over.getFirst()).with(piece));
      } else {
        return List.of();
      }
    }
    merged.sort(Comparator.comparingDouble(Column::left));
    boolean fits = columns.isEmpty() || alone < pieces.size();
    return fits && merged.size() <= COLUMNS_MAX ? merged : List.of();
  }

  /** One past the last line that stands in the columns. */
  private static int end(List<PdfLine> lines, int from, List<Column> columns) {
    int end = from;
    for (int i = from; i < Math.min(lines.size(), from + LINES_MAX); i++) {
      PdfLine line = lines.get(i);
      if (i > from && !isNear(lines.get(i - 1), line)) {
        break;
      }
      if (isRow(line)) {
        if (!line.pieces().stream()
            .allMatch(piece -> columns.stream().anyMatch(column -> column.holds(piece)))) {
          break;
        }
        end = i + 1;
      } else if (line.pieces().size() > 1 || spans(columns, line)) {
        break;
      }
    }
    // what is left of the last row's cells
    while (end > from
        && end < lines.size()
        && lines.get(end).pieces().size() == 1
        && !columns.getFirst().overlaps(lines.get(end).pieces().getFirst())
        && !spans(columns, lines.get(end))
        && lines.get(end).baseline() > lines.get(end - 1).baseline()
        && lines.get(end).baseline() - lines.get(end - 1).baseline()
            <= WRAP_MAX * lines.get(end).size()) {
      end++;
    }
    return end;
  }

  /** Running text in columns: most pieces are long, in all columns but one at most. */
  private static boolean isProse(List<PdfLine> lines, List<Column> columns) {
    Map<Integer, int[]> characters = new HashMap<>();
    for (PdfLine line : lines) {
      for (PdfLine.Piece piece : line.pieces()) {
        int[] sum = characters.computeIfAbsent(PdfRows.column(columns, piece), k -> new int[2]);
        sum[0] += piece.text().length();
        sum[1]++;
      }
    }
    long wide =
        characters.values().stream().filter(sum -> sum[0] > PROSE_CHARACTERS * sum[1]).count();
    return wide > 1 || wide == columns.size();
  }

  /** Whether two lines stand at the same height. */
  static boolean isLevel(float baseline, float other, float size) {
    return Math.abs(baseline - other) <= SAME_BASELINE * size;
  }
}
