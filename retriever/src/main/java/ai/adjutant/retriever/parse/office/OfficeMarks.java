package ai.adjutant.retriever.parse.office;

import ai.adjutant.retriever.parse.mark.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes marks into the XML of a Word document or of a slide: which cells span what, which
 * paragraphs are items of a list. The parser hands them on as text. For one thread, for one part.
 */
final class OfficeMarks {
  private static final int NESTING_MAX = 200;

  private final String xml;
  private final String prefix;
  private final @Nullable WordNumbering numbering;
  private final Deque<Table> tables = new ArrayDeque<>();
  private final Deque<Paragraph> paragraphs = new ArrayDeque<>();
  private final List<Edit> edits = new ArrayList<>();

  /** Text to put in place of a stretch of the XML. */
  private record Edit(int start, int end, String text) {}

  /** How a cell is merged with the one above or before it. */
  private enum Merge {
    NONE,
    BEGINS,
    COVERED
  }

  /** A cell; its mark goes where its first paragraph's text begins. */
  private static final class Cell {
    private int column;
    private int columns = 1;
    private int rows = 1;
    private Merge merge = Merge.NONE;
    private boolean heading;
    private int at = -1;
    private boolean bare;
  }

  private static final class Table {
    private final List<List<Cell>> rows = new ArrayList<>();
    private boolean heading;
    private @Nullable Cell cell;
  }

  private static final class Paragraph {
    private String style = "";
    private int list = -1;
    private int level = -1;
    private int listStart = -1;
    private int listEnd = -1;
    private boolean inProperties;
    private boolean placed;
    private int changes;
  }

  private OfficeMarks(String xml, String prefix, @Nullable WordNumbering numbering) {
    this.xml = xml;
    this.prefix = prefix;
    this.numbering = numbering;
  }

  /** A Word document's main part. */
  static String word(String xml, WordNumbering numbering) {
    return new OfficeMarks(xml, "w:", numbering).marked();
  }

  /** A slide. */
  static String slide(String xml) {
    return new OfficeMarks(xml, "a:", null).marked();
  }

  private String marked() {
    XmlTags tags = new XmlTags(xml);
    while (tags.next()) {
      String name = tags.name();
      if (!name.startsWith(prefix)) {
        continue;
      }
      String local = name.substring(prefix.length());
      if (!tags.isClosing()) {
        open(local, tags);
      }
      if (tags.isClosing() || tags.isEmpty()) {
        close(local, tags);
      }
    }
    return edited();
  }

  private void open(String name, XmlTags tags) {
    switch (name) {
      case "tbl" -> {
        if (tables.size() < NESTING_MAX) {
          tables.push(new Table());
        }
      }
      case "tr" ->
          onTable(table -> {
            table.rows.add(new ArrayList<>());
            table.heading = false;
          });
      case "tblHeader" -> onTable(table -> table.heading = isOn(tags));
      case "tc" -> onTable(table -> openCell(table, tags));
      case "gridSpan" -> onCell(cell -> cell.columns = Math.max(1, tags.number("w:val", 1)));
      case "vMerge" ->
          onCell(cell ->
              cell.merge =
                  tags.attribute("w:val").equals("restart") ? Merge.BEGINS : Merge.COVERED);
      case "p" -> openParagraph(tags);
      case "pPr" -> onParagraph(paragraph -> paragraph.inProperties = true);
      case "pPrChange" -> onParagraph(paragraph -> paragraph.changes++);
      case "pStyle" -> onProperties(paragraph -> paragraph.style = tags.attribute("w:val"));
      case "numPr" -> onProperties(paragraph -> paragraph.listStart = tags.start());
      case "ilvl" -> onProperties(paragraph -> paragraph.level = tags.number("w:val", -1));
      case "numId" -> onProperties(paragraph -> paragraph.list = tags.number("w:val", -1));
      default -> {}
    }
  }

  private void close(String name, XmlTags tags) {
    switch (name) {
      case "tbl" -> {
        if (!tables.isEmpty()) {
          markCells(tables.pop());
        }
      }
      case "tc" -> onTable(table -> table.cell = null);
      case "numPr" -> onProperties(paragraph -> paragraph.listEnd = tags.end());
      case "pPrChange" -> onParagraph(paragraph -> paragraph.changes--);
      case "pPr" ->
          onParagraph(paragraph -> {
            paragraph.inProperties = false;
            place(paragraph, tags.end());
          });
      case "p" -> {
        if (!paragraphs.isEmpty()) {
          paragraphs.pop();
        }
      }
      default -> {}
    }
  }

  private void openCell(Table table, XmlTags tags) {
    if (table.rows.isEmpty()) {
      return;
    }
    List<Cell> row = table.rows.getLast();
    Cell cell = new Cell();
    cell.heading = table.heading;
    cell.column = row.isEmpty() ? 0 : row.getLast().column + row.getLast().columns;
    if (numbering == null) {
      boolean covered =
          tags.attribute("hMerge").matches("1|true") || tags.attribute("vMerge").matches("1|true");
      cell.merge = covered ? Merge.COVERED : Merge.NONE;
      cell.rows = Math.max(1, tags.number("rowSpan", 1));
      cell.columns = Math.max(1, tags.number("gridSpan", 1));
    }
    row.add(cell);
    table.cell = cell;
  }

  private void openParagraph(XmlTags tags) {
    Paragraph paragraph = new Paragraph();
    if (tags.isEmpty()) {
      onCell(cell -> {
        if (cell.at < 0) {
          cell.at = tags.start();
          cell.bare = true;
        }
      });
      paragraph.placed = true;
    }
    paragraphs.push(paragraph);
    int next = tags.end();
    while (next < xml.length() && Character.isWhitespace(xml.charAt(next))) {
      next++;
    }
    if (!tags.isEmpty() && !xml.startsWith("<" + prefix + "pPr", next)) {
      place(paragraph, tags.end());
    }
  }

  /** The paragraph's properties are known; its text begins here. */
  private void place(Paragraph paragraph, int at) {
    if (paragraph.placed) {
      return;
    }
    paragraph.placed = true;
    onCell(cell -> {
      if (cell.at < 0) {
        cell.at = at;
      }
    });
    if (numbering == null) {
      return;
    }
    Optional<Mark.Item> item = numbering.next(paragraph.style, paragraph.list, paragraph.level);
    if (item.isPresent()) {
      if (paragraph.listStart >= 0 && paragraph.listEnd > paragraph.listStart) {
        edits.add(new Edit(paragraph.listStart, paragraph.listEnd, ""));
      }
      edits.add(new Edit(at, at, run(item.get())));
    }
  }

  private void markCells(Table table) {
    for (int r = 0; r < table.rows.size(); r++) {
      for (Cell cell : table.rows.get(r)) {
        if (cell.at < 0) {
          continue;
        }
        if (cell.merge == Merge.BEGINS) {
          cell.rows = height(table, r, cell);
        }
        Mark mark =
            cell.merge == Merge.COVERED
                ? new Mark.Covered()
                : new Mark.Cell(cell.columns, cell.rows, cell.heading);
        if (cell.columns > 1 || cell.rows > 1 || cell.heading || mark instanceof Mark.Covered) {
          edits.add(
              cell.bare
                  ? new Edit(cell.at, xml.indexOf('>', cell.at) + 1, paragraph(mark))
                  : new Edit(cell.at, cell.at, run(mark)));
        }
      }
    }
  }

  private static int height(Table table, int row, Cell cell) {
    int end = row + 1;
    while (end < table.rows.size() && isCovered(table.rows.get(end), cell.column)) {
      end++;
    }
    return end - row;
  }

  private static boolean isCovered(List<Cell> row, int column) {
    for (Cell cell : row) {
      if (cell.column >= column) {
        return cell.column == column && cell.merge == Merge.COVERED;
      }
    }
    return false;
  }

  private String paragraph(Mark mark) {
    return "<" + prefix + "p>" + run(mark) + "</" + prefix + "p>";
  }

  private String run(Mark mark) {
    String text = "<" + prefix + "t>" + mark.encoded() + "</" + prefix + "t>";
    return "<" + prefix + "r>" + text + "</" + prefix + "r>";
  }

  private String edited() {
    if (edits.isEmpty()) {
      return xml;
    }
    edits.sort(Comparator.comparingInt(Edit::start)); // stable: a list's mark precedes its cell's
    StringBuilder out = new StringBuilder(xml.length() + 64 * edits.size());
    int at = 0;
    for (Edit edit : edits) {
      if (edit.start() >= at) {
        out.append(xml, at, edit.start()).append(edit.text());
        at = edit.end();
      }
    }
    return out.append(xml, at, xml.length()).toString();
  }

  private static boolean isOn(XmlTags tags) {
    return !tags.attribute("w:val").matches("0|false|off");
  }

  private interface Change<T> {
    void make(T on);
  }

  private void onTable(Change<Table> change) {
    @Nullable Table table = tables.peek();
    if (table != null) {
      change.make(table);
    }
  }

  private void onCell(Change<Cell> change) {
    @Nullable Table table = tables.peek();
    if (table != null && table.cell != null) {
      change.make(table.cell);
    }
  }

  private void onParagraph(Change<Paragraph> change) {
    @Nullable Paragraph paragraph = paragraphs.peek();
    if (paragraph != null) {
      change.make(paragraph);
    }
  }

  /** The properties as they are, not as they were before a tracked change. */
  private void onProperties(Change<Paragraph> change) {
    onParagraph(paragraph -> {
      if (paragraph.inProperties && paragraph.changes == 0) {
        change.make(paragraph);
      }
    });
  }
}
