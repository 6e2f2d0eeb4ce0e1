package ai.adjutant.retriever.parse.text;

import ai.adjutant.retriever.block.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a row as a line of text, {@code Plan: Basic | Price: 20}, so that it means something on its
 * own.
 *
 * @param text the line
 * @param cells the cells as stretches of the line; empty cells are left out
 */
public record RowLine(String text, List<Cell> cells) {
  /** Holds a cell under the name of its column; the name is empty where the column has none. */
  public record Named(String name, String value) {}

  static RowLine of(List<Named> row) {
    StringBuilder line = new StringBuilder();
    List<Cell> cells = new ArrayList<>();
    for (Named cell : row) {
      String value = Whitespace.collapse(cell.value());
      if (value.isEmpty()) {
        continue;
      }
      if (!line.isEmpty()) {
        line.append(line.charAt(line.length() - 1) == ':' ? " " : " | ");
      }
      int nameStart = line.length();
      int nameEnd = nameStart;
      String name = Whitespace.collapse(cell.name());
      if (!name.isEmpty() && !saysAlready(value, name)) {
        String plain = name.endsWith(":") ? name.substring(0, name.length() - 1) : name;
        line.append(plain);
        nameEnd = line.length();
        line.append(": ");
      }
      cells.add(new Cell(nameStart, nameEnd, line.length(), line.length() + value.length()));
      line.append(value);
    }
    return new RowLine(line.toString(), cells);
  }

  private static boolean saysAlready(String value, String name) {
    return value.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
  }
}
