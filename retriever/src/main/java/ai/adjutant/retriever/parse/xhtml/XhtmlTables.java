package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.parse.mark.Mark;
import ai.adjutant.retriever.parse.office.SheetSpans;
import ai.adjutant.retriever.parse.table.SpanCell;
import ai.adjutant.retriever.parse.table.TableGrid;
import ai.adjutant.retriever.parse.table.TableWriter;
import ai.adjutant.retriever.parse.text.TextBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * The tables of a page that are open, the innermost first, with what marks and a workbook's own
 * files say of their cells. For one thread.
 */
final class XhtmlTables {
  /** Tables nested deeper are read as text. */
  private static final int TABLES_MAX = 20;

  private final TextBuilder text;
  private final Deque<Table> tables = new ArrayDeque<>();
  private final Deque<SheetSpans> sheets = new ArrayDeque<>();
  private @Nullable SheetSpans sheet;

  /** The sheets around the attachments that are open. */
  private final Deque<Optional<SheetSpans>> outer = new ArrayDeque<>();

  private int bold;
  private boolean plainInCell;

  /** A table that is open; as soon as its cells hold headings or tables it is mere layout. */
  private final class Table {
    private final TableWriter rows = new TableWriter(text);
    private final List<SpanCell> cells = new ArrayList<>();
    private int columnsSpanned = 1;
    private int rowsSpanned = 1;
    private boolean headingRows;
    private boolean headingCell;
    private boolean covered;
    private boolean layout;
  }

  XhtmlTables(TextBuilder text) {
    this.text = text;
  }

  /** The sheets of a workbook, in order. */
  void sheets(List<SheetSpans> ofBook) {
    sheets.addAll(ofBook);
  }

  /** The next sheet of the workbook begins. */
  void startSheet() {
    if (outer.isEmpty()) {
      sheet = sheets.poll();
    }
  }

  /** An attachment begins: its tables are none of the workbook's. */
  void startAttachment() {
    outer.push(Optional.ofNullable(sheet));
    sheet = null;
  }

  void endAttachment() {
    Optional<SheetSpans> before = outer.poll();
    sheet = before == null ? null : before.orElse(null);
  }

  /** Whether what comes belongs into a cell. */
  boolean inCells() {
    @Nullable Table table = tables.peek();
    return table != null && !table.layout;
  }

  void start() {
    if (tables.size() < TABLES_MAX) {
      tables.push(new Table());
    }
  }

  void end() {
    @Nullable Table table = tables.poll();
    if (table != null) {
      table.rows.end();
      if (sheet != null && sheet.isCut()) {
        text.warn(
            "a sheet has more than "
                + SheetSpans.MERGED_MAX
                + " merged ranges; the further ones were read as single cells");
      }
    }
    sheet = null;
  }

  /** Nothing more comes. */
  void finish() {
    while (!tables.isEmpty()) {
      tables.pop().rows.end();
    }
  }

  /** A heading or a table inside cells: the tables around it only lay the page out. */
  void layOut() {
    for (Table table : tables) {
      if (!table.layout) {
        table.rows.end();
        table.cells.forEach(cell -> text.block(cell.text()));
        table.cells.clear();
        table.layout = true;
      }
    }
  }

  void caption(String caption) {
    if (inCells()) {
      tables.element().rows.caption(caption);
    }
  }

  void startRow() {
    @Nullable Table table = tables.peek();
    if (table != null && sheet != null && sheet.startRow()) {
      table.rows.row(List.of());
    }
  }

  void endRow() {
    Table table = tables.element();
    table.rows.row(table.cells);
    table.cells.clear();
  }

  void startHeadingRows() {
    headingRows(true);
  }

  void endHeadingRows() {
    headingRows(false);
  }

  private void headingRows(boolean begin) {
    @Nullable Table table = tables.peek();
    if (table != null) {
      table.headingRows = begin;
    }
  }

  void startCell(String tag, Attributes attributes) {
    plainInCell = false;
    @Nullable Table table = tables.peek();
    if (table != null) {
      table.columnsSpanned = span(attributes.getValue("colspan"));
      table.rowsSpanned = span(attributes.getValue("rowspan"));
      table.headingCell = tag.equals("th");
    }
  }

  /** How many rows or columns a cell spans; zero of them would mean all that follow. */
  private static int span(@Nullable String attribute) {
    String span = attribute == null ? "" : attribute.strip();
    if (!span.matches("\\d{1,9}")) {
      return 1;
    }
    int spanned = Integer.parseInt(span);
    return spanned == 0 ? TableGrid.ROWS_SPANNED_MAX : spanned;
  }

  /**
   * A cell ends that holds this text. It is marked as a name by its element, by its row's, or by
   * being all in bold type.
   */
  void cell(String cell) {
    Table table = tables.element();
    boolean marked = table.headingCell || table.headingRows || !plainInCell;
    if (sheet != null) {
      sheet.cell(cell, marked).ifPresent(table.cells::add);
    } else if (!table.covered || !cell.isBlank()) {
      table.cells.add(new SpanCell(cell, table.columnsSpanned, table.rowsSpanned, marked));
    }
    table.covered = false;
    table.columnsSpanned = 1;
    table.rowsSpanned = 1;
    table.headingCell = false;
    plainInCell = false;
  }

  void startBold() {
    bold++;
  }

  void endBold() {
    bold = Math.max(0, bold - 1);
  }

  /** Characters come; those in plain type tell that the cell is not all bold. */
  void characters(char[] chars, int start, int length) {
    if (bold == 0 && !plainInCell && inCells()) {
      plainInCell = !new String(chars, start, length).isBlank();
    }
  }

  /** Takes a mark of the cell that is open, where a table is. */
  void take(Mark found) {
    @Nullable Table table = tables.peek();
    switch (found) {
      case Mark.Cell cell when table != null -> {
        table.columnsSpanned = cell.columns();
        table.rowsSpanned = cell.rows();
        table.headingCell |= cell.heading();
      }
      case Mark.Covered _ when table != null -> table.covered = true;
      default -> {}
    }
  }
}
