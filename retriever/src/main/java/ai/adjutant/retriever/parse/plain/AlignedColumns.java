package ai.adjutant.retriever.parse.plain;

import ai.adjutant.retriever.parse.list.ItemMark;
import ai.adjutant.retriever.parse.table.CellForm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds tables in plain text: lines next to each other whose cells stand below each other, set
 * apart by two blanks or more, by tabs or by bars.
 */
final class AlignedColumns {
  private static final int LINES_MIN = 3;
  private static final int CELLS_MAX = 40;
  private static final int SLACK = 1;
  private static final Pattern CELL = Pattern.compile("\\S+(?: \\S+)*");
  private static final Pattern RULE = Pattern.compile("[-+=|:_ \\t─│┼]{3,}");

  private final List<String> lines;

  /** A stretch of a line. */
  private record Cell(int start, int end, String text) {}

  AlignedColumns(List<String> lines) {
    this.lines = lines;
  }

  /** How many lines from this one are a table; 0 for none. */
  int length(int from) {
    int byMarks = markedLength(from);
    if (byMarks >= LINES_MIN) {
      return byMarks;
    }
    List<Cell> columns = cells(from);
    if (!isRow(columns) || isItem(columns)) {
      return 0;
    }
    int rows = 1;
    int end = from + 1;
    while (end < lines.size()) {
      if (isRule(lines.get(end))) {
        end++;
        continue;
      }
      List<Cell> cells = cells(end);
      List<Cell> merged = isRow(cells) && !isItem(cells) ? merged(columns, cells) : List.of();
      if (merged.isEmpty()) {
        break;
      }
      columns = merged;
      rows++;
      end++;
    }
    return rows >= LINES_MIN ? end - from : 0;
  }

  /** The cells of the table's lines, each under the column that it stands in. */
  List<List<String>> rows(int from, int length) {
    if (markedLength(from) >= LINES_MIN) {
      return lines.subList(from, from + length).stream()
          .filter(line -> !isRule(line))
          .map(AlignedColumns::split)
          .toList();
    }
    List<Cell> columns = List.of();
    for (int i = from; i < from + length; i++) {
      if (!isRule(lines.get(i))) {
        columns = columns.isEmpty() ? cells(i) : merged(columns, cells(i));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = from; i < from + length; i++) {
      if (!isRule(lines.get(i))) {
        rows.add(placed(columns, cells(i)));
      }
    }
    return rows;
  }

  /** Lines with the same number of tabs or bars. */
  private int markedLength(int from) {
    char mark = lines.get(from).indexOf('\t', 1) > 0 ? '\t' : '|';
    long count = count(lines.get(from), mark);
    if (count < (mark == '|' ? 2 : 1) || count >= CELLS_MAX) {
      return 0;
    }
    int end = from;
    int rows = 0;
    while (end < lines.size() && (isRule(lines.get(end)) || count(lines.get(end), mark) == count)) {
      rows += isRule(lines.get(end)) ? 0 : 1;
      end++;
    }
    return rows >= LINES_MIN ? end - from : 0;
  }

  private static long count(String line, char mark) {
    return line.strip().chars().filter(c -> c == mark).count();
  }

  private static List<String> split(String line) {
    String plain = line.strip();
    if (plain.indexOf('\t') > 0) {
      return List.of(plain.split("\t", -1));
    }
    String inner = plain.startsWith("|") ? plain.substring(1) : plain;
    return List.of(
        (inner.endsWith("|") ? inner.substring(0, inner.length() - 1) : inner).split("\\|", -1));
  }

  private static boolean isRule(String line) {
    return RULE.matcher(line).matches() && !line.isBlank();
  }

  private List<Cell> cells(int line) {
    List<Cell> cells = new ArrayList<>();
    String text = lines.get(line);
    if (text.indexOf("  ", 1) < 0) {
      return cells; // as nearly all lines are
    }
    Matcher cell = CELL.matcher(text);
    while (cell.find() && cells.size() <= CELLS_MAX) {
      cells.add(new Cell(cell.start(), cell.end(), cell.group()));
    }
    return cells;
  }

  private static boolean isRow(List<Cell> cells) {
    return cells.size() > 1 && cells.size() <= CELLS_MAX;
  }

  private static boolean isItem(List<Cell> cells) {
    return ItemMark.isMark(cells.getFirst().text());
  }

  /** The columns widened by a row's cells; empty where the row doesn't stand in them. */
  private static List<Cell> merged(List<Cell> columns, List<Cell> cells) {
    List<Cell> wide = columns.size() >= cells.size() ? columns : cells;
    List<Cell> few = columns.size() >= cells.size() ? cells : columns;
    List<Cell> merged = new ArrayList<>(wide);
    int at = 0;
    for (Cell cell : few) {
      while (at < wide.size() && !matches(wide.get(at), cell)) {
        at++;
      }
      if (at == wide.size() || (at + 1 < wide.size() && cell.end() > wide.get(at + 1).start())) {
        return List.of();
      }
      Cell column = wide.get(at);
      merged.set(
          at,
          new Cell(Math.min(column.start(), cell.start()), Math.max(column.end(), cell.end()), ""));
      at++;
    }
    for (int i = 1; i < merged.size(); i++) {
      if (merged.get(i - 1).end() >= merged.get(i).start()) {
        return List.of();
      }
    }
    return merged;
  }

  private static boolean matches(Cell column, Cell cell) {
    return Math.abs(column.start() - cell.start()) <= SLACK
        || Math.abs(column.end() - cell.end()) <= SLACK
        || (cell.start() >= column.start()
            && cell.end() <= column.end()
            && CellForm.isValue(cell.text()));
  }

  private static List<String> placed(List<Cell> columns, List<Cell> cells) {
    List<String> row = new ArrayList<>();
    int next = 0;
    for (Cell column : columns) {
      boolean here = next < cells.size() && cells.get(next).start() < column.end();
      row.add(here ? cells.get(next++).text() : "");
    }
    while (next < cells.size()) {
      row.add(cells.get(next++).text());
    }
    return row;
  }
}
