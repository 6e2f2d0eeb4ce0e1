package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.block.BlockKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Tika's events to text: headings, paragraphs, list items, rows, pages. For one thread. */
final class XhtmlText extends DefaultHandler {
  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "ul",
          "ol",
          "dl",
          "blockquote",
          "address",
          "section",
          "article",
          "header",
          "main",
          "aside",
          "figure",
          "figcaption",
          "form",
          "fieldset",
          "hr",
          "body",
          "tbody",
          "tfoot");

  private static final Set<String> SILENT =
      Set.of("head", "script", "style", "title", "template", "noscript", "iframe", "svg");
  private static final int TABLES_MAX = 20;
  private static final String BULLET = "- ";

  private final TextBuilder text;
  private final boolean paged;
  private final boolean pagesRead;
  private final boolean markup;
  private final boolean mail;
  private final boolean slides;
  private final StringBuilder buffer = new StringBuilder();
  private final Deque<Table> tables = new ArrayDeque<>();
  private final Deque<int[]> lists = new ArrayDeque<>();
  private String term = "";
  private int furniture;
  private final MarkedLists markedLists;
  private final Deque<SheetSpans> sheets = new ArrayDeque<>();
  private @Nullable SheetSpans sheet;
  private @Nullable StringBuilder remark;
  private Mark.@Nullable Item marked;
  private int silent;
  private int bold;
  private int plainInCell;
  private int heading;
  private int pages;
  private int divisions;
  private int preformatted;
  private boolean slideStarts;
  private int pageDivision;
  private boolean pageParagraph;
  private int attachments;
  private String mark = "";

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

  /**
   * A handler that adds to the text.
   *
   * @param pagesRead the paragraphs of a PDF's pages are in the text already, all else is not
   */
  XhtmlText(TextBuilder text, MediaType type, boolean pagesRead) {
    this.text = text;
    this.markedLists = new MarkedLists(text);
    String subtype = type.getSubtype();
    this.pagesRead = pagesRead;
    this.markup = subtype.contains("html") || subtype.startsWith("epub");
    this.mail =
        subtype.equals("rfc822") || subtype.equals("mbox") || subtype.equals("vnd.ms-outlook");
    this.slides = subtype.contains("powerpoint") || subtype.contains("presentation");
    this.paged =
        subtype.equals("pdf") || subtype.contains("powerpoint") || subtype.contains("presentation");
  }

  /** The sheets of a workbook, in order. */
  void sheets(List<SheetSpans> ofBook) {
    sheets.addAll(ofBook);
  }

  /** What follows is an attachment of this name. */
  void attachment(String name) {
    flush();
    attachments++;
    text.attachment(name);
  }

  void attachmentEnd() {
    flush();
    attachments--;
  }

  /** Nothing more comes. */
  void finish() {
    flush();
    markedLists.end();
    while (!tables.isEmpty()) {
      tables.pop().rows.end();
    }
  }

  @Override
  public void startElement(String uri, String name, String qualified, Attributes attributes) {
    String tag = (name.isEmpty() ? qualified : name).toLowerCase(Locale.ROOT);
    if (SILENT.contains(tag)) {
      silent++;
      return;
    }
    if (silent > 0) {
      return;
    }
    int level = headingLevel(tag);
    if (level > 0) {
      leaveTables();
      flush();
      heading = level;
      return;
    }
    switch (tag) {
      case "p" -> {
        flush();
        pageParagraph = divisions > 0 && divisions == pageDivision;
      }
      case "pre", "textarea" -> {
        flush();
        preformatted++;
      }
      case "br" -> buffer.append('\n');
      case "table" -> startTable();
      case "tr" -> startRow();
      case "td", "th" -> startCell(tag, attributes);
      case "thead" -> {
        flush();
        headingRows(true);
      }
      case "b", "strong" -> bold++;
      case "ul", "ol", "menu" -> {
        flush();
        startList(tag, attributes.getValue("start"));
      }
      case "li" -> {
        flush();
        startItem();
      }
      case "nav", "footer" -> {
        flush();
        furniture++;
      }
      case "dl" -> {
        flush();
        text.openGroup();
      }
      case "dt", "dd" -> flush();
      case "div" -> {
        flush();
        divisions++;
        startPage(attributes.getValue("class"));
        if ("sheet".equals(attributes.getValue("class")) && attachments == 0) {
          sheet = sheets.poll();
        }
      }
      default -> {
        if (BLOCKS.contains(tag)) {
          flush();
        }
      }
    }
  }

  @Override
  public void endElement(String uri, String name, String qualified) {
    String tag = (name.isEmpty() ? qualified : name).toLowerCase(Locale.ROOT);
    if (SILENT.contains(tag)) {
      silent = Math.max(0, silent - 1);
      return;
    }
    if (silent > 0) {
      return;
    }
    if (headingLevel(tag) > 0) {
      String line = take();
      heading = 0;
      markedLists.end();
      text.heading(headingLevel(tag), line);
      return;
    }
    switch (tag) {
      case "pre", "textarea" -> {
        flush();
        preformatted = Math.max(0, preformatted - 1);
      }
      case "td", "th" -> endCell();
      case "thead" -> {
        flush();
        headingRows(false);
      }
      case "b", "strong" -> bold = Math.max(0, bold - 1);
      case "tr" -> endRow();
      case "table" -> endTable();
      case "ul", "ol", "menu" -> {
        flush();
        endList();
      }
      case "nav", "footer" -> {
        flush();
        furniture = Math.max(0, furniture - 1);
      }
      case "dt" -> term = inTable() ? "" : take();
      case "dd" -> endDefinition();
      case "dl" -> {
        flush();
        text.closeGroup();
      }
      case "caption" -> endCaption();
      case "li" -> {
        flush();
        mark = "";
      }
      case "div" -> {
        flush();
        divisions--;
        pageParagraph = false;
      }
      case "p" -> {
        flush();
        pageParagraph = false;
      }
      default -> {
        if (BLOCKS.contains(tag)) {
          flush();
        }
      }
    }
  }

  @Override
  public void characters(char[] chars, int start, int length) {
    boolean known = pagesRead && pageParagraph && attachments == 0;
    if (silent > 0 || known) {
      return;
    }
    int from = start;
    for (int i = start; i < start + length; i++) {
      if (chars[i] == Mark.OPEN || remark != null) {
        plain(chars, from, Math.max(0, i - from));
        remark(chars[i]);
        from = i + 1;
      }
    }
    plain(chars, from, start + length - from);
  }

  /** Part of a mark: an unfinished or overlong one is dropped. */
  private void remark(char c) {
    if (c == Mark.OPEN) {
      remark = new StringBuilder();
    } else if (remark != null && c == Mark.CLOSE) {
      String body = remark.toString();
      remark = null;
      Mark.decoded(body).ifPresent(this::take);
    } else if (remark != null && remark.length() < Mark.CHARACTERS_MAX) {
      remark.append(c);
    } else {
      remark = null;
    }
  }

  private void take(Mark found) {
    @Nullable Table table = tables.peek();
    switch (found) {
      case Mark.Cell cell when table != null -> {
        table.columnsSpanned = cell.columns();
        table.rowsSpanned = cell.rows();
        table.headingCell |= cell.heading();
      }
      case Mark.Covered _ when table != null -> table.covered = true;
      case Mark.Item item when heading > 0 || inTable() ->
          buffer.append(item.label().isEmpty() ? "" : item.label() + " ");
      case Mark.Item item -> marked = item;
      default -> {}
    }
  }

  private void plain(char[] chars, int start, int length) {
    if (length <= 0) {
      return;
    }
    if (bold == 0 && plainInCell == 0 && inTable()) {
      plainInCell = new String(chars, start, length).isBlank() ? 0 : 1;
    }
    if (!markup || preformatted > 0) {
      buffer.append(chars, start, length);
      return;
    }
    for (int i = start; i < start + length; i++) {
      boolean blank = chars[i] == ' ' || chars[i] == '\t' || Whitespace.isLineBreak(chars[i]);
      if (!blank) {
        buffer.append(chars[i]);
      } else if (!buffer.isEmpty() && " \n".indexOf(buffer.charAt(buffer.length() - 1)) < 0) {
        buffer.append(' ');
      }
    }
  }

  @Override
  public void ignorableWhitespace(char[] chars, int start, int length) {
    characters(chars, start, length);
  }

  private void startPage(@Nullable String cssClass) {
    boolean page =
        cssClass != null
            && attachments == 0
            && paged
            && (cssClass.equals("page")
                || cssClass.equals("slide-content")
                || cssClass.equals("slide"));
    if (page && !pagesRead) {
      text.page(++pages);
    }
    if (page) {
      pageDivision = divisions;
      slideStarts = slides;
    }
  }

  private void startList(String tag, @Nullable String start) {
    if (!tag.equals("ol")) {
      lists.push(new int[] {-1});
      text.openGroup();
      return;
    }
    int first = start != null && start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    lists.push(new int[] {first - 1});
    text.openGroupAt(first);
  }

  private void endList() {
    int @Nullable [] list = lists.poll();
    if (list != null && list[0] >= 0) {
      text.closeGroupAt(list[0]);
    } else if (list != null) {
      text.closeGroup();
    }
  }

  private void endDefinition() {
    if (term.isBlank() || inTable()) {
      flush();
    } else {
      text.row(BlockKind.DEFINITION, List.of(new RowLine.Named(term, take())));
    }
  }

  private void endCaption() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
    } else {
      table.rows.caption(take());
    }
  }

  private boolean inTable() {
    @Nullable Table table = tables.peek();
    return table != null && !table.layout;
  }

  private void startItem() {
    int @Nullable [] list = lists.peek();
    if (list != null && list[0] >= 0) {
      mark = ++list[0] + ". ";
    } else {
      mark = BULLET;
    }
  }

  private void startTable() {
    flush();
    if (!tables.isEmpty()) {
      leaveTables();
    }
    markedLists.end();
    if (tables.size() < TABLES_MAX) {
      tables.push(new Table());
    }
  }

  private void startRow() {
    flushInTable();
    @Nullable Table table = tables.peek();
    if (table != null && sheet != null && sheet.startRow()) {
      table.rows.row(List.of());
    }
  }

  private void headingRows(boolean begin) {
    @Nullable Table table = tables.peek();
    if (table != null) {
      table.headingRows = begin;
    }
  }

  private void startCell(String tag, Attributes attributes) {
    flushInTable();
    plainInCell = 0;
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

  private void endCell() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
    } else {
      add(table);
    }
  }

  /** A cell is marked as a name by its element, by its row's, or by being all in bold type. */
  private void add(Table table) {
    boolean marked = table.headingCell || table.headingRows || plainInCell == 0;
    String cell = take();
    if (sheet != null && attachments == 0) {
      sheet.cell(cell, marked).ifPresent(table.cells::add);
    } else if (!table.covered || !cell.isBlank()) {
      table.cells.add(new SpanCell(cell, table.columnsSpanned, table.rowsSpanned, marked));
    }
    table.covered = false;
    table.columnsSpanned = 1;
    table.rowsSpanned = 1;
    table.headingCell = false;
    plainInCell = 0;
  }

  private void endRow() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
      return;
    }
    flushInTable();
    table.rows.row(table.cells);
    table.cells.clear();
  }

  private void endTable() {
    flush();
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
    sheet = attachments == 0 ? null : sheet;
  }

  /** A heading or a table inside cells: the tables around it only lay the page out. */
  private void leaveTables() {
    for (Table table : tables) {
      if (!table.layout) {
        table.rows.end();
        table.cells.forEach(cell -> text.block(cell.text()));
        table.cells.clear();
        table.layout = true;
      }
    }
    flush();
  }

  private void flushInTable() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
    } else if (!buffer.toString().isBlank()) {
      add(table);
    }
  }

  private void flush() {
    if (heading > 0 || inTable()) {
      buffer.append(' '); // blocks inside a heading or a cell stay on its line
      return;
    }
    if (buffer.isEmpty()) {
      return;
    }
    String block = take().strip();
    if (block.isBlank()) {
      return;
    }
    if (mail && mark.isEmpty()) {
      MailText.write(block, text);
      return;
    }
    if (marked != null) {
      markedLists.item(marked, block);
      marked = null;
      return;
    }
    markedLists.end();
    if (slideStarts && mark.isEmpty() && isSlideTitle(block)) {
      text.heading(pages == 1 ? 1 : 2, block);
    } else {
      text.item(kind(), mark, block);
    }
    slideStarts = false;
    mark = "";
  }

  private BlockKind kind() {
    if (furniture > 0) {
      return BlockKind.FURNITURE;
    }
    if (!mark.isEmpty()) {
      return mark.equals(BULLET) ? BlockKind.UNORDERED_ITEM : BlockKind.ORDERED_ITEM;
    }
    return preformatted > 0 ? BlockKind.CODE : BlockKind.PARAGRAPH;
  }

  /**
   * A slide's title comes first, and is not marked; lists that go on from slide to slide have none.
   */
  private static boolean isSlideTitle(String block) {
    return block.indexOf(',') < 0 && PdfHeadings.isTitleCase(block);
  }

  private String take() {
    String taken = buffer.toString();
    buffer.setLength(0);
    return taken;
  }

  private static int headingLevel(String tag) {
    boolean heading =
        tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    return heading ? tag.charAt(1) - '0' : 0;
  }
}
