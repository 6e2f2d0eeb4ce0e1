package ai.adjutant.retriever.parse.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows at the top of a table that are no data: titles, and rows that name the columns.
 *
 * @param titles how many rows are titles
 * @param rows how many rows below them name the columns; 0 where the table has no such row
 * @param names name of each column, empty where it has none; empty without such rows
 */
record TableHead(int titles, int rows, List<String> names) {
  private static final int TITLES_MAX = 4;
  private static final int ROWS_MAX = 3;
  private static final int COLUMNS_NAMED_MAX = 200;
  private static final double AGREE_SHARE = 0.8;

  TableHead {
    names = List.copyOf(names);
  }

  /** Looks at the first rows of a table. */
  static TableHead of(List<GridRow> rows) {
    int width = rows.stream().mapToInt(GridRow::width).max().orElse(0);
    int titles = titles(rows, width);
    List<GridRow> body = rows.subList(titles, rows.size());
    int height = new Finder(body, width).height();
    return new TableHead(titles, height, height == 0 ? List.of() : names(body, height, width));
  }

  private static int titles(List<GridRow> rows, int width) {
    int titles = 0;
    while (titles < Math.min(TITLES_MAX, rows.size() - 1) && isTitle(rows.get(titles), width)) {
      titles++;
    }
    boolean tableBelow = rows.stream().skip(titles).anyMatch(row -> row.filled().size() > 1);
    return tableBelow ? titles : 0;
  }

  private static boolean isTitle(GridRow row, int width) {
    List<Integer> filled = row.filled();
    if (width < 2 || filled.size() != 1) {
      return false;
    }
    int column = filled.getFirst();
    return column == 0 || (width > 2 && row.end(column) - column == 1 && !hasHeading(row));
  }

  private static boolean hasHeading(GridRow row) {
    return row.slots().stream().anyMatch(slot -> slot.cell().heading());
  }

  private static List<String> names(List<GridRow> rows, int height, int width) {
    List<String> names = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      Set<String> parts = new LinkedHashSet<>();
      String unit = "";
      for (int i = 0; i < height; i++) {
        String part = name(rows, i, height, column);
        if (i > 0 && CellForm.isUnit(part) && !parts.isEmpty()) {
          unit = part.replaceAll("^[(\\[]|[)\\]]$", "");
        } else if (!(i > 0 && CellForm.isDash(part))) {
          parts.add(part);
        }
      }
      parts.remove("");
      names.add(String.join(", ", parts) + (unit.isEmpty() ? "" : " (" + unit + ")"));
    }
    return names;
  }

  /** The text in a row of names; where a span was lost, the text to the left spans this column. */
  private static String name(List<GridRow> rows, int row, int height, int column) {
    String own = rows.get(row).text(column);
    if (!own.isEmpty() || row + 1 >= height || rows.get(row + 1).text(column).isEmpty()) {
      return own;
    }
    for (int left = column - 1; left >= 0; left--) {
      if (rows.get(row + 1).text(left).isEmpty()) {
        return own;
      }
      if (!rows.get(row).text(left).isEmpty()) {
        return rows.get(row + 1).cell(left) == rows.get(row).cell(left)
            ? own
            : rows.get(row).text(left);
      }
    }
    return own;
  }

  /** Finds how many rows name the columns. */
  private record Finder(List<GridRow> rows, int width) {
    int height() {
      if (width < 2 || width > COLUMNS_NAMED_MAX || rows.size() < 2) {
        return 0;
      }
      int marked = marked();
      if (marked > 0) {
        return units(deeper(marked));
      }
      for (int height = Math.min(ROWS_MAX, rows.size() - 1); height > 0; height--) {
        if (isStacked(height) && contrasts(height)) {
          return height;
        }
      }
      return 0;
    }

    /** Rows at the top whose filled cells are all marked. */
    private int marked() {
      int marked = 0;
      while (marked < Math.min(ROWS_MAX, rows.size() - 1) && isMarked(rows.get(marked))) {
        marked++;
      }
      boolean names = rows.subList(0, marked).stream().allMatch(this::canName);
      return names ? marked : 0;
    }

    private boolean isMarked(GridRow row) {
      return row.filled().stream().allMatch(column -> row.cell(column).heading());
    }

    private boolean canName(GridRow row) {
      return row.filled().stream().allMatch(column -> CellForm.canName(row.text(column)));
    }

    /** A marked cell that spans columns or rows has a row of names below it. */
    private int deeper(int marked) {
      int height = marked;
      while (height < Math.min(ROWS_MAX, rows.size() - 1)
          && spans(rows.get(height - 1))
          && isNames(rows.get(height), false)) {
        height++;
      }
      return height;
    }

    private int units(int height) {
      boolean more = height < Math.min(ROWS_MAX, rows.size() - 1);
      return more && isUnits(rows.get(height)) ? height + 1 : height;
    }

    private static boolean spans(GridRow row) {
      return row.filled().stream()
          .anyMatch(column ->
              row.isOwn(column) && (row.cell(column).columns() > 1 || row.cell(column).rows() > 1));
    }

    /** Each of the upper rows spans, or has gaps, over cells of the row below it. */
    private boolean isStacked(int height) {
      if (!isNames(rows.getFirst(), true)) {
        return false;
      }
      for (int i = 1; i < height; i++) {
        GridRow upper = rows.get(i - 1);
        GridRow lower = rows.get(i);
        boolean units = isUnits(lower);
        if (!units && (!isNames(lower, false) || !(spans(upper) || hasGaps(upper, lower)))) {
          return false;
        }
      }
      return true;
    }

    private boolean isUnits(GridRow row) {
      List<Integer> filled = row.filled();
      return filled.stream().anyMatch(column -> CellForm.isUnit(row.text(column)))
          && filled.stream()
              .map(row::text)
              .allMatch(text -> CellForm.isUnit(text) || CellForm.isDash(text))
          && filled.stream().allMatch(column -> !rows.getFirst().text(column).isEmpty());
    }

    /** The upper row is empty above two filled cells of the lower one, which it can't but span. */
    private boolean hasGaps(GridRow upper, GridRow lower) {
      int gaps = 0;
      for (int column = 1; column < width; column++) {
        gaps += upper.text(column).isEmpty() && !lower.text(column).isEmpty() ? 1 : 0;
      }
      boolean corner = lower.text(0).isEmpty() || upper.text(0).isEmpty();
      return gaps > 0 && corner;
    }

    /** Short cells that differ and aren't numbers; years may be among them. */
    private boolean isNames(GridRow row, boolean top) {
      List<Integer> filled = row.filled();
      Set<String> seen = new HashSet<>();
      int words = 0;
      for (int column : filled) {
        String text = row.text(column);
        boolean number = CellForm.shape(text).matches("[^\\p{L}]*9[^\\p{L}]*");
        if (!CellForm.canName(text) || (number && !CellForm.isYear(text))) {
          return false;
        }
        if (top && !seen.add(text)) {
          return false;
        }
        words += number ? 0 : 1;
      }
      boolean corner = row.text(0).isEmpty() && filled.size() > 1;
      return !filled.isEmpty() && (words > 0 || corner);
    }

    /** The cells below the names are of another kind than the names are. */
    private boolean contrasts(int height) {
      List<GridRow> body = rows.subList(height, rows.size());
      int contrasting = 0;
      int filled = 0;
      int usual = 0;
      for (int column = 0; column < width; column++) {
        String name = lowest(height, column);
        if (name.isEmpty()) {
          continue;
        }
        filled++;
        usual += CellForm.isColumnName(name) ? 1 : 0;
        List<String> cells = cells(body, column);
        if (isAlike(name, cells)) {
          return false;
        }
        contrasting += differs(name, cells) ? 1 : 0;
      }
      if (filled < 2 && !(filled == 1 && width == 2)) {
        return false;
      }
      if (usual > 1 && 2 * usual >= filled) {
        return true;
      }
      return body.size() == 1
          ? contrasting >= Math.max(2, filled - 1)
          : isEnough(contrasting, body);
    }

    /** Two columns may be names and values, so that the values must be of one kind. */
    private boolean isEnough(int contrasting, List<GridRow> body) {
      if (contrasting == 0 || width > 2) {
        return contrasting > 0;
      }
      List<String> values = cells(body, 1);
      long shapes = values.stream().map(CellForm::shape).distinct().count();
      return values.size() >= 2 && shapes == 1;
    }

    private String lowest(int height, int column) {
      for (int i = height - 1; i >= 0; i--) {
        String text = rows.get(i).text(column);
        if (!text.isEmpty() && !(i > 0 && (CellForm.isUnit(text) || CellForm.isDash(text)))) {
          return text;
        }
      }
      return "";
    }

    private static List<String> cells(List<GridRow> body, int column) {
      return body.stream()
          .filter(row -> row.isOwn(column))
          .map(row -> row.text(column))
          .filter(text -> !CellForm.isDash(text))
          .toList();
    }

    /** The name has a number as the cells have it: it is one of them. */
    private static boolean isAlike(String name, List<String> cells) {
      if (!CellForm.hasDigit(name) || cells.isEmpty()) {
        return false;
      }
      String shape = CellForm.shape(name);
      long same =
          cells.stream()
              .filter(text ->
                  CellForm.shape(text).equals(shape)
                      && CellForm.isYear(text) == CellForm.isYear(name))
              .count();
      return 2 * same > cells.size();
    }

    private static boolean differs(String name, List<String> cells) {
      long values =
          cells.stream().filter(text -> CellForm.isValue(text) || CellForm.hasDigit(text)).count();
      long plain = cells.stream().filter(CellForm::isValue).count();
      boolean enough = !cells.isEmpty() && values >= AGREE_SHARE * cells.size();
      return enough && (!CellForm.hasDigit(name) || (plain >= AGREE_SHARE * cells.size()));
    }
  }
}
