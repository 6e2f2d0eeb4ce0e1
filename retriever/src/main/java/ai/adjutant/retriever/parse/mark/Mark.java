package ai.adjutant.retriever.parse.mark;

import java.util.Optional;

/**
 * Carries a remark within the text of a format whose parser leaves the matter out: what a cell
 * spans, which number an item has. It stands between two code points that are no characters.
 */
public sealed interface Mark {
  char OPEN = '\ufdd0';
  char CLOSE = '\ufdd1';

  /** Longest remark, in characters. */
  int CHARACTERS_MAX = 60;

  /** The cell spans so many columns and rows; its row names columns. */
  record Cell(int columns, int rows, boolean heading) implements Mark {}

  /** A cell above covers this one. */
  record Covered() implements Mark {}

  /**
   * The paragraph is an item of a list.
   *
   * @param level from 0
   * @param label its number as it is shown; empty for a bullet
   */
  record Item(int level, String label) implements Mark {}

  /** As text, which is safe within XML where the label is. */
  default String encoded() {
    String body =
        switch (this) {
          case Cell cell -> "c" + cell.columns() + "," + cell.rows() + "," + cell.heading();
          case Covered _ -> "x";
          case Item item -> "i" + item.level() + "," + item.label();
        };
    return OPEN + body + CLOSE;
  }

  /** What stands between the two code points; empty where no mark was written so. */
  static Optional<Mark> decoded(String body) {
    if (body.equals("x")) {
      return Optional.of(new Covered());
    }
    if (body.matches("c\\d{1,8},\\d{1,8},(true|false)")) {
      String[] parts = body.substring(1).split(",");
      return Optional.of(
          new Cell(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Boolean.parseBoolean(parts[2])));
    }
    if (body.matches("i\\d,.*")) {
      return Optional.of(new Item(body.charAt(1) - '0', body.substring(3)));
    }
    return Optional.empty();
  }
}
