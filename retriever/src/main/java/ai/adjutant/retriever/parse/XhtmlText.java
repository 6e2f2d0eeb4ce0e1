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
          "thead",
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
  private int silent;
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
    private final TableRows rows = new TableRows(text);
    private final List<String> cells = new ArrayList<>();
    private boolean headingCells;
    private boolean layout;
  }

  /**
   * A handler that adds to the text.
   *
   * @param pagesRead the paragraphs of a PDF's pages are in the text already, all else is not
   */
  XhtmlText(TextBuilder text, MediaType type, boolean pagesRead) {
    this.text = text;
    String subtype = type.getSubtype();
    this.pagesRead = pagesRead;
    this.markup = subtype.contains("html") || subtype.startsWith("epub");
    this.mail =
        subtype.equals("rfc822") || subtype.equals("mbox") || subtype.equals("vnd.ms-outlook");
    this.slides = subtype.contains("powerpoint") || subtype.contains("presentation");
    this.paged =
        subtype.equals("pdf") || subtype.contains("powerpoint") || subtype.contains("presentation");
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
      case "tr" -> flushInTable();
      case "td", "th" -> startCell(tag);
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
      text.heading(headingLevel(tag), line);
      return;
    }
    switch (tag) {
      case "pre", "textarea" -> {
        flush();
        preformatted = Math.max(0, preformatted - 1);
      }
      case "td", "th" -> endCell();
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
      text.block(BlockKind.CAPTION, 0, take());
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
    if (tables.size() < TABLES_MAX) {
      tables.push(new Table());
    }
  }

  private void startCell(String tag) {
    flushInTable();
    @Nullable Table table = tables.peek();
    if (table != null && tag.equals("th")) {
      table.headingCells = true;
    }
  }

  private void endCell() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
    } else {
      table.cells.add(take());
    }
  }

  private void endRow() {
    @Nullable Table table = tables.peek();
    if (table == null || table.layout) {
      flush();
      return;
    }
    flushInTable();
    table.rows.row(table.cells, table.headingCells);
    table.cells.clear();
    table.headingCells = false;
  }

  private void endTable() {
    flush();
    @Nullable Table table = tables.poll();
    if (table != null) {
      table.rows.end();
    }
  }

  /** A heading or a table inside cells: the tables around it only lay the page out. */
  private void leaveTables() {
    for (Table table : tables) {
      if (!table.layout) {
        table.rows.end();
        table.cells.forEach(text::block);
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
      table.cells.add(take());
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
    String block = mail ? WrappedLines.join(Whitespace.clean(take())) : take().strip();
    if (block.isBlank()) {
      return;
    }
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
