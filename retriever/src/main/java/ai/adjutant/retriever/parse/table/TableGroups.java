package ai.adjutant.retriever.parse.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the rows of a table's body belong together.
 *
 * @param width columns of the table
 * @param filledDown how many first columns state a group once, and are empty below it
 * @param titled whether a row with a single filled cell, at the left, is the title of rows below
 * @param isKeyed whether each row is a name and its value
 */
record TableGroups(int width, int filledDown, boolean titled, boolean isKeyed) {
  static final TableGroups NONE = new TableGroups(0, 0, false, false);

  private static final int FILLED_DOWN_MAX = 3;
  private static final int KEY_CHARACTERS_MAX = 60;
  private static final double EMPTY_SHARE_MIN = 0.2;

  /** Looks at the first rows of a table's body. */
  static TableGroups of(List<GridRow> body, List<String> names) {
    int width = Math.max(names.size(), body.stream().mapToInt(GridRow::width).max().orElse(0));
    int down = 0;
    while (down < Math.min(FILLED_DOWN_MAX, width - 2) && isFilledDown(body, down, width)) {
      down++;
    }
    return new TableGroups(
        width, down, hasTitles(body, width), names.isEmpty() && isKeyed(body, width));
  }

  /** Returns whether the row is a title of the rows below it. */
  boolean isTitle(GridRow row) {
    List<Integer> filled = row.filled();
    if (width < 2 || filled.size() != 1 || !row.isOwn(filled.getFirst())) {
      return false;
    }
    int column = filled.getFirst();
    boolean across = row.end(column) - column >= Math.max(2, width - 1);
    return across || (titled && isLone(row));
  }

  /** Returns whether the row has a text in its first column and nothing else. */
  private static boolean isLone(GridRow row) {
    return row.filled().equals(List.of(0))
        && row.isOwn(0)
        && row.cell(0).columns() == 1
        && !CellForm.isValue(row.text(0));
  }

  /** Several titles, none last and none right below another, above rows that are filled. */
  private static boolean hasTitles(List<GridRow> body, int width) {
    int titles = 0;
    int partly = 0;
    for (int i = 0; i < body.size(); i++) {
      if (isLone(body.get(i))) {
        titles++;
        if (i + 1 == body.size() || isLone(body.get(i + 1))) {
          return false;
        }
      } else {
        partly += 2 * body.get(i).filled().size() < width ? 1 : 0;
      }
    }
    return width > 2 && titles > 1 && 3 * titles <= 2 * body.size() && partly == 0;
  }

  /**
   * The column is empty in a good part of the rows, beginning below a filled one, and these rows
   * are filled otherwise as the others are.
   */
  private static boolean isFilledDown(List<GridRow> body, int column, int width) {
    if (body.isEmpty() || body.getFirst().text(column).isEmpty()) {
      return false;
    }
    int empty = 0;
    int whole = 0;
    Set<String> seen = new HashSet<>();
    for (GridRow row : body) {
      int right = (int) row.filled().stream().filter(at -> at > column).count();
      whole += right >= Math.max(1, width - column - 2) ? 1 : 0;
      if (row.text(column).isEmpty()) {
        empty++;
      } else if (row.isOwn(column) && CellForm.isValue(row.text(column))) {
        return false; // a figure that is missing isn't the one above
      } else {
        seen.add(row.text(column));
      }
    }
    return empty > 0
        && empty >= EMPTY_SHARE_MIN * body.size()
        && 10 * whole >= 9 * body.size()
        && !seen.isEmpty();
  }

  /** Two columns; the first names what the second says. */
  private static boolean isKeyed(List<GridRow> body, int width) {
    if (width != 2) {
      return false;
    }
    Set<String> keys = new HashSet<>();
    for (GridRow row : body) {
      String key = row.text(0);
      boolean name =
          !key.isEmpty()
              && key.length() <= KEY_CHARACTERS_MAX
              && CellForm.canName(key)
              && !CellForm.isValue(key)
              && row.end(0) == 1
              && keys.add(key);
      if (!name && !row.filled().equals(List.of(0))) {
        return false;
      }
    }
    return keys.size() > 1 || body.stream().allMatch(row -> row.cell(0).heading());
  }
}
