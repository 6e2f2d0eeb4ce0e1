package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.block.BlockKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Rows of a table as lines of text. Where the first row names the columns, every further row
 * repeats the names ({@code Plan: Basic | Price: 20}), so that a row means something on its own.
 * For one thread; holds a few rows at most.
 */
final class TableRows {
  private static final int ROWS_LOOKED_AT = 6;
  private static final int NAME_CHARACTERS_MAX = 60;
  private static final int COLUMNS_NAMED_MAX = 30;

  private final TextBuilder text;
  private final List<List<String>> waiting = new ArrayList<>();
  private List<String> names = List.of();
  private boolean marked;
  private boolean decided;

  TableRows(TextBuilder text) {
    this.text = text;
  }

  /** The next row; {@code heading} when its cells are marked as heading cells. */
  void row(List<String> cells, boolean heading) {
    List<String> plain = cells.stream().map(Whitespace::collapse).toList();
    if (plain.stream().allMatch(String::isEmpty)) {
      return;
    }
    if (decided) {
      write(BlockKind.TABLE_ROW, plain);
      return;
    }
    marked |= heading && waiting.isEmpty();
    waiting.add(plain);
    if (waiting.size() >= ROWS_LOOKED_AT) {
      decide();
    }
  }

  /** No more rows; the next row starts another table. */
  void end() {
    decide();
    if (decided) {
      text.closeGroup();
    }
    names = List.of();
    marked = false;
    decided = false;
  }

  private void decide() {
    if (decided || waiting.isEmpty()) {
      return;
    }
    decided = true;
    List<String> first = waiting.removeFirst();
    text.openGroup();
    boolean named = waiting.size() > 0 && canName(first) && (marked || looksLikeNames(first));
    write(named ? BlockKind.TABLE_HEADER : BlockKind.TABLE_ROW, first);
    if (named) {
      names = first;
    }
    waiting.forEach(row -> write(BlockKind.TABLE_ROW, row));
    waiting.clear();
  }

  private static boolean canName(List<String> row) {
    return row.size() > 1
        && row.size() <= COLUMNS_NAMED_MAX
        && row.stream().noneMatch(String::isEmpty)
        && row.stream().allMatch(cell -> cell.length() <= NAME_CHARACTERS_MAX);
  }

  /** Unmarked: three columns or more, distinct names without digits, above a column of numbers. */
  private boolean looksLikeNames(List<String> first) {
    if (first.size() < 3
        || waiting.size() < 2
        || new HashSet<>(first).size() < first.size()
        || first.stream().anyMatch(TableRows::hasDigit)) {
      return false;
    }
    for (int column = 0; column < first.size(); column++) {
      int at = column;
      if (waiting.stream().allMatch(row -> at < row.size() && hasDigit(row.get(at)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasDigit(String cell) {
    return cell.chars().anyMatch(Character::isDigit);
  }

  private void write(BlockKind kind, List<String> cells) {
    List<RowLine.Named> row = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      row.add(new RowLine.Named(i < names.size() ? names.get(i) : "", cells.get(i)));
    }
    text.row(kind, row);
  }
}
