package ai.adjutant.retriever.parse.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame of rules that meet: squares between neighbouring rules, and which of them are parted. For
 * one thread.
 */
final class PdfGrid {
  private static final int COLUMNS_MAX = 60;
  private static final int ROWS_MAX = 400;
  private static final float NEAR_POINTS = 4;
  private static final float PARTED_SHARE = 0.6f;

  private final float[] lefts;
  private final float[] tops;
  private final boolean[][] partedRight;
  private final boolean[][] partedBelow;

  /**
   * Cells that no rule parts.
   *
   * @param row of its upper left square
   * @param column of its upper left square
   */
  record Cell(int row, int column, int rows, int columns) {}

  private PdfGrid(float[] lefts, float[] tops) {
    this.lefts = lefts;
    this.tops = tops;
    this.partedRight = new boolean[rows()][columns()];
    this.partedBelow = new boolean[rows()][columns()];
  }

  /**
   * The grid that these rules make; one without squares where they make none, or too large a one.
   */
  static PdfGrid of(List<PdfRule> rules) {
    float[] lefts = places(rules, false);
    float[] tops = places(rules, true);
    if (lefts.length < 2
        || tops.length < 2
        || lefts.length > COLUMNS_MAX + 1
        || tops.length > ROWS_MAX + 1) {
      return new PdfGrid(new float[] {0}, new float[] {0});
    }
    PdfGrid grid = new PdfGrid(lefts, tops);
    rules.forEach(grid::part);
    return grid;
  }

  int rows() {
    return tops.length - 1;
  }

  int columns() {
    return lefts.length - 1;
  }

  /** Where the columns are. */
  List<PdfTables.Column> places() {
    List<PdfTables.Column> places = new ArrayList<>();
    for (int column = 0; column < columns(); column++) {
      places.add(new PdfTables.Column(lefts[column], lefts[column + 1]));
    }
    return places;
  }

  /** Returns whether a place on the page is inside. */
  boolean holds(float x, float y) {
    return rows() > 0
        && columns() > 0
        && x >= lefts[0] - PdfRule.SLACK_POINTS
        && x <= lefts[columns()] + PdfRule.SLACK_POINTS
        && y >= tops[0]
        && y <= tops[rows()];
  }

  float area() {
    return (lefts[columns()] - lefts[0]) * (tops[rows()] - tops[0]);
  }

  int column(float x) {
    return square(lefts, x);
  }

  int row(float y) {
    return square(tops, y);
  }

  /** All cells by the rows that they begin in, from left to right. */
  List<List<Cell>> cells() {
    boolean[][] taken = new boolean[rows()][columns()];
    List<List<Cell>> cells = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      List<Cell> line = new ArrayList<>();
      for (int column = 0; column < columns(); column++) {
        if (!taken[row][column]) {
          Cell cell = cell(row, column, taken);
          line.add(cell);
          for (int r = row; r < row + cell.rows(); r++) {
            for (int c = column; c < column + cell.columns(); c++) {
              taken[r][c] = true;
            }
          }
        }
      }
      cells.add(line);
    }
    return cells;
  }

  private Cell cell(int row, int column, boolean[][] taken) {
    int end = column + 1;
    while (end < columns() && !partedRight[row][end - 1] && !taken[row][end]) {
      end++;
    }
    int below = row + 1;
    while (below < rows() && goesOn(below, column, end, taken)) {
      below++;
    }
    return new Cell(row, column, below - row, end - column);
  }

  /** Nothing parts these squares from those above, or from each other. */
  private boolean goesOn(int row, int column, int end, boolean[][] taken) {
    for (int c = column; c < end; c++) {
      boolean parted = c + 1 < end && partedRight[row][c];
      if (partedBelow[row - 1][c] || parted || taken[row][c]) {
        return false;
      }
    }
    return end == columns() || partedRight[row][end - 1];
  }

  /** Places of the rules of one direction, and of the ends of the others beyond them. */
  private static float[] places(List<PdfRule> rules, boolean level) {
    List<Float> all = new ArrayList<>();
    for (PdfRule rule : rules) {
      if (rule.level() == level) {
        all.add(rule.at());
      }
    }
    if (all.isEmpty()) {
      return new float[0];
    }
    float first = all.stream().min(Float::compare).orElseThrow();
    float last = all.stream().max(Float::compare).orElseThrow();
    float start = first;
    float end = last;
    for (PdfRule rule : rules) {
      if (rule.level() != level) {
        start = Math.min(start, rule.from());
        end = Math.max(end, rule.to());
      }
    }
    if (start < first - 2 * NEAR_POINTS) {
      all.add(start);
    }
    if (end > last + 2 * NEAR_POINTS) {
      all.add(end);
    }
    all.sort(null);
    List<Float> places = new ArrayList<>();
    for (float place : all) {
      if (places.isEmpty() || place - places.getLast() > NEAR_POINTS) {
        places.add(place);
      }
    }
    float[] result = new float[places.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = places.get(i);
    }
    return result;
  }

  private void part(PdfRule rule) {
    float[] along = rule.level() ? lefts : tops;
    int line = nearest(rule.level() ? tops : lefts, rule.at());
    for (int i = 0; line > 0 && i + 1 < along.length; i++) {
      float length = along[i + 1] - along[i];
      if (rule.within(along[i], along[i + 1]) >= PARTED_SHARE * length) {
        if (rule.level()) {
          partedBelow[Math.min(line, rows()) - 1][i] = true;
        } else {
          partedRight[i][Math.min(line, columns()) - 1] = true;
        }
      }
    }
  }

  private static int nearest(float[] places, float at) {
    int best = 0;
    for (int i = 1; i < places.length; i++) {
      if (Math.abs(places[i] - at) < Math.abs(places[best] - at)) {
        best = i;
      }
    }
    return best;
  }

  private static int square(float[] places, float at) {
    int square = 0;
    while (square + 2 < places.length && places[square + 1] <= at) {
      square++;
    }
    return square;
  }
}
