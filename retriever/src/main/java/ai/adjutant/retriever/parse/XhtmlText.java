package ai.adjutant.retriever.parse;

import ai.adjutant.retriever.block.BlockKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Tika's events to text: headings, paragraphs, list items, rows, pages. For one thread. */
final class XhtmlText extends DefaultHandler implements MarkFilter.Taker {
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
  private static final String BULLET = "- ";

  private final TextBuilder text;
  private final boolean paged;
  private final boolean pagesRead;
  private final boolean markup;
  private final boolean mail;
  private final boolean slides;
  private final StringBuilder buffer = new StringBuilder();
  private final MarkFilter marks = new MarkFilter(this);
  private final XhtmlTables tables;
  private final MarkedLists markedLists;
  private final Deque<int[]> lists = new ArrayDeque<>();
  private String term = "";
  private int furniture;
  private Mark.@Nullable Item marked;
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

  /**
   * A handler that adds to the text.
   *
   * @param pagesRead the paragraphs of a PDF's pages are in the text already, all else is not
   */
  XhtmlText(TextBuilder text, MediaType type, boolean pagesRead) {
    this.text = text;
    this.tables = new XhtmlTables(text);
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
    tables.sheets(ofBook);
  }

  /** What follows is an attachment of this name. */
  void attachment(String name) {
    flush();
    attachments++;
    tables.startAttachment();
    text.attachment(name);
  }

  void attachmentEnd() {
    flush();
    attachments--;
    tables.endAttachment();
  }

  /** Nothing more comes. */
  void finish() {
    flush();
    markedLists.end();
    tables.finish();
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
      case "tr" -> {
        flushInTable();
        tables.startRow();
      }
      case "td", "th" -> {
        flushInTable();
        tables.startCell(tag, attributes);
      }
      case "thead" -> {
        flush();
        tables.startHeadingRows();
      }
      case "b", "strong" -> tables.startBold();
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
        if ("sheet".equals(attributes.getValue("class"))) {
          tables.startSheet();
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
        tables.endHeadingRows();
      }
      case "b", "strong" -> tables.endBold();
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
      case "dt" -> term = tables.inCells() ? "" : take();
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
    marks.characters(chars, start, length);
  }

  @Override
  public void mark(Mark found) {
    switch (found) {
      case Mark.Item item when heading > 0 || tables.inCells() ->
          buffer.append(item.label().isEmpty() ? "" : item.label() + " ");
      case Mark.Item item -> marked = item;
      default -> tables.take(found);
    }
  }

  @Override
  public void plain(char[] chars, int start, int length) {
    tables.characters(chars, start, length);
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
    if (term.isBlank() || tables.inCells()) {
      flush();
    } else {
      text.row(BlockKind.DEFINITION, List.of(new RowLine.Named(term, take())));
    }
  }

  private void endCaption() {
    if (tables.inCells()) {
      tables.caption(take());
    } else {
      flush();
    }
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
    leaveTables();
    markedLists.end();
    tables.start();
  }

  private void endCell() {
    if (tables.inCells()) {
      tables.cell(take());
    } else {
      flush();
    }
  }

  private void endRow() {
    flushInTable();
    if (tables.inCells()) {
      tables.endRow();
    }
  }

  private void endTable() {
    flush();
    tables.end();
  }

  /** A heading or a table inside cells: the tables around it only lay the page out. */
  private void leaveTables() {
    tables.layOut();
    flush();
  }

  private void flushInTable() {
    if (!tables.inCells()) {
      flush();
    } else if (!buffer.toString().isBlank()) {
      tables.cell(take());
    }
  }

  private void flush() {
    if (heading > 0 || tables.inCells()) {
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
