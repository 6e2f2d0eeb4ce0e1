package ai.adjutant.retriever.parse.pdf;

import ai.adjutant.retriever.parse.table.SpanCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the pieces of a PDF table's lines into rows and cells. */
final class PdfRows {
  private static final int BANDS_MIN = 3;
  private static final float WRAP_MAX = 1.35f;
  private static final float APART = 1.25f;
  private static final float CENTRE_SLACK = 0.4f;

  /** A row in the making: its baseline and, by column, its text. */
  private static final class Row {
    private final float baseline;
    private final Map<Integer, String> texts = new TreeMap<>();

    Row(float baseline) {
      this.baseline = baseline;
    }

    void add(int column, String text) {
      texts.merge(column, text, (before, more) -> before + " " + more);
    }
  }

  private PdfRows() {}

  /**
   * The rows' cells, those of the first column spanning the rows that they stand beside.
   *
   * @param heights of the rules that may part rows, ascending
   */
  static List<List<SpanCell>> cells(
      List<PdfLine> lines, List<PdfTables.Column> columns, List<Float> heights) {
    float size = (float) lines.stream().mapToDouble(PdfLine::size).max().orElse(1);
    List<Row> levels = byBaseline(lines, columns, size);
    List<Row> banded = banded(levels, heights, size);
    List<Row> rows = banded.isEmpty() ? unwrapped(levels, size) : banded;
    List<Integer> beside = centred(rows);
    List<List<SpanCell>> cells = new ArrayList<>();
    int[] spans = new int[rows.size()];
    String[] labels = new String[rows.size()];
    spread(rows, beside, spans, labels);
    for (int r = 0; r < rows.size(); r++) {
      Row row = rows.get(r);
      if (isLabel(row) && !beside.isEmpty()) {
        continue; // a label between two rows, which stands beside both
      }
      List<SpanCell> line = new ArrayList<>();
      if (beside.isEmpty()) {
        line.add(SpanCell.of(row.texts.getOrDefault(0, "")));
      } else if (labels[r] != null) {
        line.add(new SpanCell(labels[r], 1, spans[r], false));
      }
      for (int column = 1; column < columns.size(); column++) {
        line.add(SpanCell.of(row.texts.getOrDefault(column, "")));
      }
      cells.add(line);
    }
    return cells;
  }

  /** The column that a piece stands in. */
  static int column(List<PdfTables.Column> columns, PdfLine.Piece piece) {
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < columns.size(); i++) {
      float shared =
          Math.min(columns.get(i).right(), piece.right())
              - Math.max(columns.get(i).left(), piece.left());
      if (shared > most) {
        most = shared;
        best = i;
      }
    }
    return best;
  }

  private static List<Row> byBaseline(
      List<PdfLine> lines, List<PdfTables.Column> columns, float size) {
    List<PdfLine> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingDouble(PdfLine::baseline));
    List<Row> rows = new ArrayList<>();
    for (PdfLine line : sorted) {
      if (rows.isEmpty() || !PdfTables.isLevel(rows.getLast().baseline, line.baseline(), size)) {
        rows.add(new Row(line.baseline()));
      }
      for (PdfLine.Piece piece : line.pieces()) {
        rows.getLast().add(column(columns, piece), piece.text());
      }
    }
    return rows;
  }

  /**
   * The lines between two rules each joined to a row; empty where the rules don't part each row,
   * but only the names from the rest.
   */
  private static List<Row> banded(List<Row> levels, List<Float> heights, float size) {
    List<Row> banded = new ArrayList<>();
    int bandBefore = -1;
    for (Row level : levels) {
      float middle = level.baseline - PdfLine.MIDDLE * size;
      int band = (int) heights.stream().filter(height -> height < middle).count();
      if (band != bandBefore) {
        banded.add(new Row(level.baseline));
      } else if (level.texts.containsKey(0)) {
        return List.of();
      }
      bandBefore = band;
      level.texts.forEach(banded.getLast()::add);
    }
    return banded.size() < BANDS_MIN ? List.of() : banded;
  }

  /**
   * Lines that belong to one row joined: where rows are set apart by more than lines are, all
   * between two wide gaps; else a line without a first cell and with one cell only.
   */
  private static List<Row> unwrapped(List<Row> rows, float size) {
    List<Row> lines = rows.stream().filter(row -> !isLabel(row)).toList();
    float least = Float.MAX_VALUE;
    float most = 0;
    for (int i = 1; i < lines.size(); i++) {
      float step = lines.get(i).baseline - lines.get(i - 1).baseline;
      least = Math.min(least, step);
      most = Math.max(most, step);
    }
    boolean apart = least <= WRAP_MAX * size && most >= APART * least;
    float near = apart ? (least + most) / 2 : WRAP_MAX * size;
    List<Row> joined = new ArrayList<>();
    Row before = new Row(Float.NEGATIVE_INFINITY);
    for (Row row : rows) {
      boolean goesOn = row.baseline - before.baseline < near && isRest(before, row, apart);
      if (goesOn && !joined.isEmpty()) {
        row.texts.forEach(joined.getLast()::add);
      } else {
        Row own = new Row(row.baseline);
        row.texts.forEach(own::add);
        joined.add(own);
      }
      before = isLabel(row) && !goesOn ? before : row;
    }
    return joined;
  }

  private static boolean isLabel(Row row) {
    return row.texts.size() == 1 && row.texts.containsKey(0);
  }

  /** The line is what is left of the cells above it. */
  private static boolean isRest(Row above, Row row, boolean apart) {
    if (isLabel(row)) {
      return apart && above.texts.containsKey(0);
    }
    return apart ? isPart(above, row) : row.texts.size() == 1 && above.texts.size() > 1;
  }

  /** Two lines of one row: at least one of them leaves cells empty. */
  private static boolean isPart(Row above, Row row) {
    return row.texts.size() < above.texts.size() || !row.texts.containsKey(0);
  }

  /**
   * The rows beside which the labels of the first column are centred, as first row of each; empty
   * where the labels don't stand so. The row of names has its own cell.
   */
  private static List<Integer> centred(List<Row> rows) {
    List<Integer> firsts = new ArrayList<>();
    if (rows.size() < 4 || rows.get(1).texts.containsKey(0) && rows.get(1).texts.size() > 1) {
      return firsts;
    }
    int at = rows.getFirst().texts.containsKey(0) ? 1 : 0;
    float pitch = pitch(rows);
    while (at < rows.size()) {
      int label = at;
      while (label < rows.size() && !rows.get(label).texts.containsKey(0)) {
        label++;
      }
      if (label == rows.size()) {
        return List.of();
      }
      float bottom = 2 * rows.get(label).baseline - rows.get(at).baseline;
      int end = label + 1;
      while (end < rows.size() && rows.get(end).baseline <= bottom + CENTRE_SLACK * pitch) {
        if (rows.get(end).texts.containsKey(0)) {
          return List.of();
        }
        end++;
      }
      if (Math.abs(rows.get(end - 1).baseline - bottom) > CENTRE_SLACK * pitch) {
        return List.of();
      }
      firsts.add(at);
      at = end;
    }
    return firsts.size() > 1 ? firsts : List.of();
  }

  private static float pitch(List<Row> rows) {
    return (rows.getLast().baseline - rows.getFirst().baseline) / Math.max(1, rows.size() - 1);
  }

  /** Each label at the first of its rows, with how many there are. */
  private static void spread(List<Row> rows, List<Integer> firsts, int[] spans, String[] labels) {
    if (firsts.isEmpty()) {
      return;
    }
    for (int r = 0; r < firsts.getFirst(); r++) {
      labels[r] = rows.get(r).texts.getOrDefault(0, "");
      spans[r] = 1;
    }
    for (int i = 0; i < firsts.size(); i++) {
      int end = i + 1 < firsts.size() ? firsts.get(i + 1) : rows.size();
      String label = "";
      int filled = 0;
      for (int r = firsts.get(i); r < end; r++) {
        Row row = rows.get(r);
        label = row.texts.getOrDefault(0, label);
        filled += isLabel(row) ? 0 : 1;
      }
      labels[firsts.get(i)] = label;
      spans[firsts.get(i)] = Math.max(1, filled);
    }
  }
}
