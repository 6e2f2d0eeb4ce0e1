package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.parse.list.MarkedLists;
import ai.adjutant.retriever.parse.mail.MailText;
import ai.adjutant.retriever.parse.mark.Mark;
import ai.adjutant.retriever.parse.mark.MarkFilter;
import ai.adjutant.retriever.parse.text.PairMark;
import ai.adjutant.retriever.parse.text.RowLine;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.TitleCase;
import ai.adjutant.retriever.parse.text.Whitespace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/**
 * The block that is open in a document of elements: characters gather until an element ends it, and
 * what is open around it says its kind. For one thread.
 */
final class XhtmlBlocks implements MarkFilter.Taker {
  private static final String BULLET = "- ";

  private final TextBuilder text;
  private final XhtmlTables tables;
  private final MarkedLists markedLists;
  private final boolean markup;
  private final boolean mail;
  private final StringBuilder buffer = new StringBuilder();
  private final Deque<int[]> lists = new ArrayDeque<>();
  private Mark.@Nullable Item marked;
  private String mark = "";
  private final XhtmlPairs pairs;
  private String term = "";
  private final StrongLead lead = new StrongLead();
  private int furniture;
  private int preformatted;
  private boolean heading;
  private int slideTitleLevel;

  XhtmlBlocks(TextBuilder text, MediaType type) {
    this.text = text;
    this.tables = new XhtmlTables(text);
    this.pairs = new XhtmlPairs(text);
    this.markedLists = new MarkedLists(text);
    String subtype = type.getSubtype();
    this.markup = subtype.contains("html") || subtype.startsWith("epub");
    this.mail =
        subtype.equals("rfc822") || subtype.equals("mbox") || subtype.equals("vnd.ms-outlook");
    if (mail) {
      text.withoutRuns();
    }
  }

  XhtmlTables tables() {
    return tables;
  }

  void startBold() {
    tables.startBold();
    lead.startBold();
  }

  /** A question in bold at the start of a block is a line of its own. */
  void endBold() {
    tables.endBold();
    lead.endBold();
    if (!heading && !tables.inCells() && preformatted == 0 && lead.asks(buffer)) {
      buffer.append('\n');
    }
  }

  /** Nothing more comes. */
  void finish() {
    flush();
    markedLists.end();
    tables.finish();
  }

  void startHeading() {
    leaveTables();
    flush();
    heading = true;
  }

  void endHeading(int level) {
    String line = take();
    heading = false;
    markedLists.end();
    if (!line.isBlank()) {
      pairs.heading();
    }
    text.heading(level, line);
  }

  void startDetails() {
    flush();
    pairs.startDetails();
  }

  /** What details are called is a question where it reads like one. */
  void endSummary() {
    if (!tables.inCells() && PairMark.isQuestion(buffer.toString())) {
      markedLists.end();
      pairs.question(take());
    }
    flush();
  }

  void endDetails() {
    flush();
    pairs.endDetails();
  }

  /** What was read since the element began is marked as a question, even if it is a heading. */
  void endQuestion() {
    if (tables.inCells()) {
      return;
    }
    heading = false;
    markedLists.end();
    pairs.marked(take());
  }

  void endMarked() {
    flush();
    pairs.endMarked();
  }

  void startAnswer() {
    flush();
    pairs.startAnswer();
  }

  void endAnswer() {
    flush();
    pairs.endAnswer();
  }

  /** A slide begins, whose title would be a heading of this level. */
  void startSlide(int titleLevel) {
    slideTitleLevel = titleLevel;
  }

  void startPreformatted() {
    flush();
    preformatted++;
  }

  void endPreformatted() {
    flush();
    preformatted = Math.max(0, preformatted - 1);
  }

  void startFurniture() {
    flush();
    furniture++;
  }

  void endFurniture() {
    flush();
    furniture = Math.max(0, furniture - 1);
  }

  void lineBreak() {
    boolean broken = lead.isFound() && buffer.charAt(buffer.length() - 1) == '\n';
    if (!broken) {
      buffer.append('\n');
    }
  }

  void startList(String tag, @Nullable String start) {
    flush();
    if (!tag.equals("ol")) {
      lists.push(new int[] {-1});
      text.openGroup();
      return;
    }
    int first = start != null && start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    lists.push(new int[] {first - 1});
    text.openGroupAt(first);
  }

  void endList() {
    flush();
    int @Nullable [] list = lists.poll();
    if (list != null && list[0] >= 0) {
      text.closeGroupAt(list[0]);
    } else if (list != null) {
      text.closeGroup();
    }
  }

  void startItem() {
    flush();
    int @Nullable [] list = lists.peek();
    if (list != null && list[0] >= 0) {
      mark = ++list[0] + ". ";
    } else {
      mark = BULLET;
    }
  }

  void endItem() {
    flush();
    mark = "";
  }

  void startDefinitions() {
    flush();
    pairs.startDefinitions();
  }

  void endTerm() {
    if (tables.inCells()) {
      term = "";
    } else if (PairMark.isQuestion(buffer.toString())) {
      term = "";
      pairs.asked(take());
    } else {
      pairs.term();
      term = take();
    }
  }

  void endDefinition() {
    if (term.isBlank() || tables.inCells()) {
      flush();
    } else {
      text.row(BlockKind.DEFINITION, List.of(new RowLine.Named(term, take())));
    }
  }

  void endDefinitions() {
    flush();
    pairs.endDefinitions();
  }

  void startTable() {
    flush();
    leaveTables();
    markedLists.end();
    tables.start();
  }

  void endTable() {
    flush();
    tables.end();
  }

  void startRow() {
    flushInTable();
    tables.startRow();
  }

  void endRow() {
    flushInTable();
    if (tables.inCells()) {
      tables.endRow();
    }
  }

  void startCell(String tag, Attributes attributes) {
    flushInTable();
    tables.startCell(tag, attributes);
  }

  void endCell() {
    if (tables.inCells()) {
      tables.cell(take());
    } else {
      flush();
    }
  }

  void endCaption() {
    if (tables.inCells()) {
      tables.caption(take());
    } else {
      flush();
    }
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

  @Override
  public void mark(Mark found) {
    switch (found) {
      case Mark.Item item when heading || tables.inCells() ->
          buffer.append(item.label().isEmpty() ? "" : item.label() + " ");
      case Mark.Item item -> marked = item;
      default -> tables.take(found);
    }
  }

  @Override
  public void plain(char[] chars, int start, int length) {
    tables.characters(chars, start, length);
    lead.characters(chars, start, length);
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

  /** Ends the block that is open, if any. */
  void flush() {
    if (heading || tables.inCells()) {
      buffer.append(' '); // blocks inside a heading or a cell stay on its line
      return;
    }
    if (buffer.isEmpty()) {
      return;
    }
    boolean strong = lead.isFound();
    String block = take().strip();
    if (block.isBlank()) {
      return;
    }
    if (strong) {
      text.strong();
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
    if (slideTitleLevel > 0 && mark.isEmpty() && isSlideTitle(block)) {
      text.heading(slideTitleLevel, block);
    } else {
      text.item(kind(), mark, block);
    }
    slideTitleLevel = 0;
    mark = "";
  }

  private BlockKind kind() {
    if (furniture > 0) {
      return BlockKind.FURNITURE;
    }
    if (!mark.isEmpty()) {
      return mark.equals(BULLET) ? BlockKind.UNORDERED_ITEM : BlockKind.ORDERED_ITEM;
    }
    if (preformatted > 0) {
      return BlockKind.CODE;
    }
    return pairs.isAnswering() ? BlockKind.ANSWER : BlockKind.PARAGRAPH;
  }

  /**
   * A slide's title comes first, and is not marked; lists that go on from slide to slide have none.
   */
  private static boolean isSlideTitle(String block) {
    return block.indexOf(',') < 0 && TitleCase.is(block);
  }

  private String take() {
    String taken = buffer.toString();
    buffer.setLength(0);
    lead.clear();
    return taken;
  }
}
