package ai.adjutant.retriever.parse.table;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.text.PairMark;
import ai.adjutant.retriever.parse.text.RowLine;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the rows of a table, whatever format it comes from: titles, one row that names the
 * columns, then each row of data with the names of its columns ({@code Plan: Basic | Price: 20}),
 * so that a row means something on its own. What a cell says for rows below it is repeated there.
 *
 * <p>What is a title and what a name is decided on the first rows; the rest is written as it comes.
 * For one thread.
 */
public final class TableWriter {
  /** How many rows are looked at before any is written. */
  static final int ROWS_LOOKED_AT = 20;

  /** Longest text that is repeated in the rows that it stands for. */
  static final int REPEATED_CHARACTERS_MAX = 200;

  private final TextBuilder text;
  private final List<GridRow> waiting = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private TableGrid grid = new TableGrid();
  private TableHead head = new TableHead(0, 0, List.of());
  private TableGroups groups = TableGroups.NONE;
  private boolean decided;
  private boolean open;
  private boolean pairs;
  private boolean pairOpen;
  private String groupTitle = "";
  private String[] above = new String[0];

  /** Creates a writer of tables to this text. */
  public TableWriter(TextBuilder text) {
    this.text = text;
  }

  /** Takes the title that the format states apart from the rows. */
  public void caption(String caption) {
    open();
    text.block(BlockKind.CAPTION, 0, Whitespace.collapse(caption));
  }

  /** Takes the next row; one without filled cells ends what belongs together. */
  public void row(List<SpanCell> cells) {
    GridRow row = grid.place(cells);
    if (row.isBlank()) {
      boolean gap = cells.stream().allMatch(SpanCell::isBlank) && row.filled().isEmpty();
      if (gap && (decided || waiting.stream().anyMatch(above -> above.filled().size() > 1))) {
        pause();
      }
      return;
    }
    if (decided) {
      write(row);
      return;
    }
    waiting.add(row);
    if (waiting.size() >= ROWS_LOOKED_AT) {
      decide();
    }
  }

  /** Takes the next row, of cells without spans or marks. */
  public void plain(List<String> cells) {
    row(cells.stream().map(SpanCell::of).toList());
  }

  /** Writes what was only looked at so far. */
  public void flush() {
    decide();
  }

  /** Ends the table; the next row starts another. */
  public void end() {
    pause();
    if (grid.isCut()) {
      text.warn(
          "a table has cells that span more than "
              + TableGrid.COLUMNS_SPANNED_MAX
              + " columns, or more rows than there may be; such a span was cut, no text was");
    }
    close();
    pairs = false;
    head = new TableHead(0, 0, List.of());
    grid = new TableGrid();
    groups = TableGroups.NONE;
  }

  /** The rows so far are a part; what follows may have names of its own, or goes on. */
  private void pause() {
    decide();
    notes.forEach(note -> text.block(BlockKind.PARAGRAPH, 0, note));
    notes.clear();
    groupTitle = "";
    above = new String[0];
    decided = false;
  }

  private void open() {
    if (!open) {
      text.openTable();
      open = true;
    }
  }

  private void close() {
    closePair();
    if (open) {
      text.closeGroup();
      open = false;
    }
  }

  private void decide() {
    if (decided || waiting.isEmpty()) {
      return;
    }
    decided = true;
    List<GridRow> rows = List.copyOf(waiting);
    waiting.clear();
    TableHead found = TableHead.of(rows);
    boolean goesOn = found.rows() == 0 && found.titles() == 0 && (open || pairs);
    if (!goesOn) {
      if (head.rows() > 0) {
        close();
      }
      head = found;
      open();
      rows.subList(0, head.titles()).forEach(this::title);
      if (head.rows() > 0) {
        text.row(
            BlockKind.TABLE_HEADER,
            head.names().stream().map(name -> new RowLine.Named("", name)).toList());
      }
      pairs = PairMark.areColumns(head.names());
      if (pairs) {
        close(); // each pair is a group of its own
      }
    }
    List<GridRow> body = rows.subList(found.titles() + found.rows(), rows.size());
    groups = TableGroups.of(body, head.names());
    above = new String[groups.filledDown()];
    Arrays.fill(above, "");
    body.forEach(this::write);
  }

  private void title(GridRow row) {
    text.block(BlockKind.CAPTION, 0, row.text(row.filled().getFirst()));
  }

  private void write(GridRow row) {
    if (pairs && pair(row)) {
      return;
    }
    if (groups.isTitle(row)) {
      notes.add(row.text(row.filled().getFirst()));
      return;
    }
    if (head.rows() > 0 && isRepeatedHead(row)) {
      return;
    }
    for (String note : notes) {
      text.block(BlockKind.CAPTION, 0, note);
      groupTitle = note.length() <= REPEATED_CHARACTERS_MAX ? note : "";
    }
    notes.clear();
    text.row(BlockKind.TABLE_ROW, isKeyed(row) ? keyed(row) : named(row));
  }

  /** A row of a question and an answer; a row without a question goes on with the answer above. */
  private boolean pair(GridRow row) {
    String question = row.isOwn(0) ? row.text(0) : "";
    String answer = row.isOwn(1) ? row.text(1) : "";
    boolean isTitle = answer.isEmpty() && !PairMark.isQuestion(question);
    boolean isPair =
        !isTitle && row.width() <= 2 && row.end(0) == 1 && (!question.isEmpty() || pairOpen);
    if (!isPair || isRepeatedHead(row)) {
      closePair();
      return false;
    }
    if (!question.isEmpty()) {
      closePair();
      text.openPair();
      pairOpen = true;
      text.block(BlockKind.QUESTION, 0, Whitespace.collapse(question));
    }
    text.block(BlockKind.ANSWER, 0, answer);
    return true;
  }

  private void closePair() {
    if (pairOpen) {
      text.closeGroup();
      pairOpen = false;
    }
  }

  private boolean isRepeatedHead(GridRow row) {
    for (int column = 0; column < head.names().size(); column++) {
      if (!row.text(column).equals(head.names().get(column))) {
        return false;
      }
    }
    return true;
  }

  private boolean isKeyed(GridRow row) {
    return groups.isKeyed() && row.width() <= 2 && row.end(0) == 1 && !row.text(0).isEmpty();
  }

  private static List<RowLine.Named> keyed(GridRow row) {
    return row.text(1).isEmpty()
        ? List.of(new RowLine.Named("", row.text(0)))
        : List.of(new RowLine.Named(row.text(0), row.text(1)));
  }

  private List<RowLine.Named> named(GridRow row) {
    boolean repeats = text.mayRepeat();
    List<RowLine.Named> named = new ArrayList<>();
    int added = groupTitle.length();
    if (!groupTitle.isEmpty() && repeats) {
      named.add(new RowLine.Named("", groupTitle));
    }
    for (int column = 0; column < row.width(); column = row.end(column)) {
      String value = row.text(column);
      boolean own = row.isOwn(column);
      if (column < above.length) {
        if (value.isEmpty() && !above[column].isEmpty()) {
          value = above[column];
          own = false;
        } else {
          above[column] = value;
          Arrays.fill(above, column + 1, above.length, "");
        }
      }
      if (!own && (!repeats || value.length() > REPEATED_CHARACTERS_MAX)) {
        continue;
      }
      String name = repeats ? name(column, row.end(column)) : "";
      added += name.length() + (own ? 0 : value.length());
      named.add(new RowLine.Named(name, value));
    }
    text.repeated(added);
    return named;
  }

  /** The name of the columns that a cell covers. */
  private String name(int column, int end) {
    List<String> names = head.names();
    if (column >= names.size()) {
      return "";
    }
    String first = names.get(column);
    int last = Math.min(end, names.size()) - 1;
    if (last <= column || names.get(last).isEmpty() || names.get(last).equals(first)) {
      return first;
    }
    String between = last - column > 1 ? " – " : ", ";
    return first.isEmpty() ? names.get(last) : first + between + names.get(last);
  }
}
