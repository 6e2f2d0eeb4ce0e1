package ai.adjutant.retriever.parse.text;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.ParseReason;
import ai.adjutant.retriever.parse.ParseSettings;
import ai.adjutant.retriever.parse.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a document's text together from blocks: paragraphs, headings, items, rows, page starts.
 * Every block ends with a line break; a heading opens a section. For one thread.
 */
public final class TextBuilder {
  private static final int HEADING_CHARACTERS_MAX = 300;
  private static final int WARNINGS_MAX = 20;

  /** Which share of the text may be names of columns that tables repeat in each row. */
  private static final double REPEATED_SHARE_MAX = 0.4;

  private final StringBuilder text = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();
  private final List<PageStart> pages = new ArrayList<>();
  private final List<Heading> path = new ArrayList<>();
  private final BlockList blocks = new BlockList();
  private final int charactersMax;
  private int sectionStart;
  private int headingEnd = -1;
  private String firstHeading = "";
  private final List<String> warnings = new ArrayList<>();
  private final Set<Integer> strong = new HashSet<>();
  private boolean strongNext;
  private boolean runs = true;
  private long repeated;

  private record Heading(int level, String text) {}

  /** Creates an empty text that may hold so many UTF-16 code units. */
  public TextBuilder(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  /** Adds a paragraph; line breaks inside it are kept, trailing white space is not. */
  public void block(String block) {
    add(BlockKind.PARAGRAPH, blocks.depth(), "", block, List.of());
  }

  /**
   * Adds a block of a kind that has no parts.
   *
   * @param level depth, 0 where the kind has none
   */
  public void block(BlockKind kind, int level, String block) {
    add(kind, level, "", block, List.of());
  }

  /** Adds an item of the innermost open list, with its number or bullet and the blank behind it. */
  public void item(BlockKind kind, String mark, String block) {
    add(kind, blocks.depth(), mark, block, List.of());
  }

  /** Adds a row of the innermost open table, or of none. */
  public void row(BlockKind kind, List<RowLine.Named> row) {
    RowLine line = RowLine.of(row);
    add(kind, 0, "", line.text(), line.cells());
  }

  /** Notes that the first line of the block that comes next is in bold. */
  public void strong() {
    strongNext = true;
  }

  /** Says that questions in a row have no answers below them: in mail, others give these. */
  public void withoutRuns() {
    runs = false;
  }

  /** Begins a list or a table; groups nest. */
  public void openGroup() {
    blocks.open(text);
  }

  /** Begins a pair: a question, and its answer in all blocks until the group is closed. */
  public void openPair() {
    blocks.openPair();
  }

  /** Returns whether this paragraph would answer the marked question right above it. */
  public boolean isAnswer(String paragraph) {
    return blocks.isAnswer(paragraph);
  }

  /** Begins a table; a line right above it that reads like its title belongs to it. */
  public void openTable() {
    boolean outermost = blocks.depth() == 0;
    blocks.open(text);
    if (outermost) {
      blocks.takeTitle(text);
    }
  }

  /** Begins an ordered list whose first item has this number. */
  public void openGroupAt(int number) {
    blocks.openFrom(number, text);
  }

  /** Ends the innermost open group. */
  public void closeGroup() {
    blocks.close();
  }

  /** Ends the innermost open group, an ordered list whose last item had this number. */
  public void closeGroupAt(int number) {
    blocks.closeAt(number);
  }

  private void add(BlockKind kind, int level, String mark, String block, List<Cell> cells) {
    String stripped = Whitespace.clean(block);
    if (stripped.isEmpty()) {
      return;
    }
    if (strongNext) {
      strong.add(text.length());
      strongNext = false;
    }
    if (kind == BlockKind.PARAGRAPH && mark.isEmpty()) {
      PairLines.split(stripped).forEach(part -> paragraph(part, level));
      return;
    }
    int start = text.length();
    append(mark + stripped);
    List<Cell> placed = cells.stream().map(cell -> cell.moved(start)).toList();
    blocks.add(kind, start, text.length() - 1, level, mark.length(), placed);
  }

  private void paragraph(String paragraph, int level) {
    int start = text.length();
    append(paragraph);
    if (KeywordLine.is(paragraph)) {
      blocks.add(BlockKind.FURNITURE, start, text.length() - 1, level, 0, List.of());
    } else {
      blocks.paragraph(start, text.length() - 1, level, text);
    }
  }

  private void append(String line) {
    if ((long) text.length() + line.length() + 1 > charactersMax) {
      throw new AdjutantException(
          ParseReason.TOO_LARGE,
          "its text is longer than "
              + charactersMax
              + " characters; "
              + ParseSettings.SPLIT_OR_RAISE);
    }
    text.append(line).append('\n');
  }

  /** Adds a block of one clean line in which pages start, at these offsets into it. */
  public void block(String line, List<PageStart> pagesWithin) {
    pages(pagesWithin);
    block(line);
  }

  /** Notes that pages start at these offsets into the block that follows. */
  public void pages(List<PageStart> pagesWithin) {
    pagesWithin.forEach(
        page -> pages.add(new PageStart(text.length() + page.offset(), page.page())));
  }

  /**
   * Adds a heading of a level from 1; it closes the section before it. The first may be the title.
   */
  public void heading(int level, String heading) {
    String line = Whitespace.collapse(heading);
    if (line.length() > HEADING_CHARACTERS_MAX) {
      block(line); // a paragraph dressed up as a heading
    } else if (!line.isEmpty()) {
      open(level, line);
      firstHeading = firstHeading.isEmpty() ? line : firstHeading;
    }
  }

  /** Adds a heading of a level from 1 that is not the title, wherever it stands. */
  public void subheading(int level, String heading) {
    String line = Whitespace.collapse(heading);
    if (!line.isEmpty()) {
      open(level, line);
    }
  }

  /** Adds the name of an attachment whose text follows: a heading that is never the title. */
  public void attachment(String name) {
    String line = Whitespace.collapse(name);
    if (!line.isEmpty() && line.length() <= HEADING_CHARACTERS_MAX) {
      open(1, line);
    }
  }

  private void open(int level, String line) {
    if (headingEnd == text.length() && path.getLast().text().equalsIgnoreCase(line)) {
      return; // said twice, as slides and running heads do
    }
    strongNext = false;
    closeSection();
    while (!path.isEmpty() && path.getLast().level() >= level) {
      path.removeLast();
    }
    path.add(new Heading(level, line));
    int start = text.length();
    append(line);
    headingEnd = text.length();
    blocks.heading(level, start, headingEnd - 1);
  }

  /** Notes that the next block stands on this page. */
  public void page(int page) {
    pages.add(new PageStart(text.length(), page));
  }

  int length() {
    return text.length();
  }

  /** Says what a person should know of this reading; the same is said once. */
  public void warn(String warning) {
    if (warnings.size() < WARNINGS_MAX && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** Returns what was warned of so far. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns whether rows may repeat more of what stands above them. */
  public boolean mayRepeat() {
    return repeated <= charactersMax * REPEATED_SHARE_MAX;
  }

  /** Counts characters that were repeated in a row. */
  public void repeated(int characters) {
    boolean before = mayRepeat();
    repeated += characters;
    if (before && !mayRepeat()) {
      warn(
          "its tables are so long that the names of the columns stand in their first rows only;"
              + " split it");
    }
  }

  /** Takes what stands on the cover for the title, whatever the first heading is. */
  public void cover(String title) {
    firstHeading = Whitespace.collapse(title);
  }

  /** Returns the cover's title, else the first heading, or empty. */
  public String firstHeading() {
    return firstHeading;
  }

  /** Returns whether nothing was written yet. */
  public boolean isBlank() {
    return text.isEmpty();
  }

  /** Returns the text so far. */
  public String text() {
    return text.toString();
  }

  /** Returns the sections so far; the builder can't be added to afterwards. */
  public List<Section> sections() {
    closeSection();
    return sections;
  }

  /** Returns the blocks so far, in order. */
  public List<Block> blocks() {
    return runs ? new AskedRuns(blocks.blocks(), text, strong).read() : blocks.blocks();
  }

  /** Returns the starts of pages so far, ascending. */
  public List<PageStart> pages() {
    return pages;
  }

  private void closeSection() {
    if (text.length() > sectionStart) {
      sections.add(
          new Section(path.stream().map(Heading::text).toList(), sectionStart, text.length()));
      sectionStart = text.length();
    }
  }
}
