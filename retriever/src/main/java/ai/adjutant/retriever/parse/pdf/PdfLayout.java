package ai.adjutant.retriever.parse.pdf;

import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.retriever.parse.list.ItemLevels;
import ai.adjutant.retriever.parse.list.ItemMark;
import ai.adjutant.retriever.parse.list.MarkedLists;
import ai.adjutant.retriever.parse.table.TableWriter;
import ai.adjutant.retriever.parse.text.PairMark;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.TitleCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of PDF pages to paragraphs and headings. Lines are joined where the break between them was
 * forced by the margin; running heads and page numbers are left out after their first appearance.
 */
public final class PdfLayout {
  private static final Pattern BULLET = Pattern.compile("^([•▪▫◦‣⁃·●○■□*–—\\uf0b7\\uf0a7-]|o) .*");

  private static final Pattern NUMBERED =
      Pattern.compile("^(\\d{1,3}(\\.\\d{1,3})*[.)]|[a-zA-Z][.)]|\\([a-z0-9]{1,3}\\)) .*");

  private static final float GAP_MAX = 1.45f;
  private static final float HEADING_GAP_MAX = 1.8f;
  private static final int COLUMN_LINES_MIN = 4;
  private static final int COLUMN_LINES_MAX = 2_000;
  private static final float COLUMN_POINTS = 72;
  private static final float INDENT_POINTS = 3;
  private static final float NEAR_LINES = 2;
  private static final float MARGIN_SHARE = 0.9f;
  private static final int HEADING_CHARACTERS_MAX = 200;
  private static final int HEADED_CHARACTERS_MIN = 40;
  private static final int COVER_CHARACTERS_MAX = 150;

  private final TextBuilder text;
  private final PdfHeadings headings;
  private final PdfWords words;
  private final float leading;
  private final float margin;

  private final StringBuilder block = new StringBuilder();
  private final List<PageStart> pagesInBlock = new ArrayList<>();
  private final MarkedLists lists;
  private final ItemLevels levels = new ItemLevels();
  private final TableWriter table;
  private List<PdfTables.Column> columns = List.of();
  private float blockLeft;
  private float itemLeft;
  private boolean blockNear;
  private int blockLevel;
  private @Nullable PdfLine last;
  private int pageToCome;

  private PdfLayout(List<PdfPage> pages, TextBuilder text) {
    this.text = text;
    this.lists = new MarkedLists(text);
    this.table = new TableWriter(text);
    List<PdfLine> all = pages.stream().flatMap(page -> page.lines().stream()).toList();
    this.headings = new PdfHeadings(all);
    this.leading = leading(pages);
    this.margin = percentile(all.stream().map(PdfLine::right).sorted().toList());
    this.words = new PdfWords(all);
  }

  /** Writes the text of the pages. */
  public static void write(List<PdfPage> pages, TextBuilder text) {
    List<PdfPage> kept = RunningHeads.without(pages);
    PdfLayout layout = new PdfLayout(kept, text);
    for (int i = 0; i < kept.size(); i++) {
      List<PdfLine> next = i + 1 < kept.size() ? kept.get(i + 1).lines() : List.of();
      layout.page(kept.get(i), next.isEmpty() ? null : next.getFirst());
    }
    layout.flush();
    layout.lists.end();
    layout.endTable();
    layout.cover(kept).ifPresent(text::cover);
  }

  /** The title where the first page is a cover: nothing but headings. */
  private Optional<String> cover(List<PdfPage> pages) {
    if (pages.size() < 2
        || pages.getFirst().lines().isEmpty()
        || !pages.getFirst().lines().stream().allMatch(line -> headings.level(line) > 0)) {
      return Optional.empty();
    }
    StringBuilder title = new StringBuilder();
    @Nullable PdfLine before = null;
    for (PdfLine line : pages.getFirst().lines()) {
      boolean apart = before != null && before.size() != line.size();
      title.append(before == null ? "" : apart ? " – " : " ").append(line.text());
      before = line;
    }
    return title.length() > COVER_CHARACTERS_MAX ? Optional.empty() : Optional.of(title.toString());
  }

  private void page(PdfPage page, @Nullable PdfLine firstOfNext) {
    if (page.lines().isEmpty()) {
      return;
    }
    pageToCome = page.number();
    Map<Integer, Float> margins = new HashMap<>();
    for (RuledTables.Segment segment : RuledTables.segments(page)) {
      segment.table().ifPresent(this::table);
      lines(page, segment.lines(), margins, firstOfNext);
    }
  }

  private void lines(
      PdfPage page,
      List<PdfLine> lines,
      Map<Integer, Float> margins,
      @Nullable PdfLine firstOfNext) {
    for (int i = 0; i < lines.size(); i++) {
      PdfTables.Table table = PdfTables.at(lines, i, page.grids());
      if (table.lines() > 0) {
        table(table);
        i += table.lines() - 1;
        continue;
      }
      endTable();
      PdfLine line = lines.get(i);
      @Nullable PdfLine before = last;
      @Nullable PdfLine after = i + 1 < lines.size() ? lines.get(i + 1) : firstOfNext;
      int level = level(before, line, after);
      if (before != null && level > 0 && level == blockLevel && follows(before, line)) {
        block.append(' ').append(line.text());
      } else if (before != null && level == 0 && blockLevel == 0) {
        float right =
            margins.computeIfAbsent(Math.round(line.left() / 10), k -> columnRight(page, line));
        if (continues(before, line, right)) {
          join(line.text());
        } else {
          start(line, 0);
        }
      } else {
        start(line, level);
      }
      last = line;
    }
  }

  /** A table; one with the same columns right after another goes on with it. */
  private void table(PdfTables.Table found) {
    flush();
    lists.end();
    levels.clear();
    if (!PdfTables.areAlike(columns, found.columns())) {
      endTable();
    } else {
      table.flush();
    }
    startPage();
    found.rows().forEach(table::row);
    columns = found.columns();
    last = null;
  }

  private void endTable() {
    if (!columns.isEmpty()) {
      table.end();
      columns = List.of();
    }
  }

  private void startPage() {
    if (pageToCome > 0) {
      text.page(pageToCome);
      pageToCome = 0;
    }
  }

  private int level(@Nullable PdfLine before, PdfLine line, @Nullable PdfLine after) {
    int level = headings.level(line);
    if (level > 0 || after == null || headings.level(after) > 0) {
      return level;
    }
    boolean alone =
        (before == null || blockLevel > 0 || pageToCome > 0 || endsSentence(before.text()))
            && line.right() + firstWordWidth(after) < margin
            && !isItem(line);
    boolean headsText =
        after.text().length() >= HEADED_CHARACTERS_MIN
            && Character.isUpperCase(after.text().codePointAt(0));
    return alone && headsText && TitleCase.is(line.text()) ? headings.lowest() : 0;
  }

  private static boolean isItem(PdfLine line) {
    return BULLET.matcher(line.text()).matches()
        || NUMBERED.matcher(line.text()).matches()
        || PairMark.at(line.text(), 0).isPresent();
  }

  /** A heading's second line: right below it, larger than a paragraph's gap may be. */
  private boolean follows(PdfLine before, PdfLine line) {
    float down = line.baseline() - before.baseline();
    return pageToCome == 0
        && down > 0
        && down <= HEADING_GAP_MAX * line.size()
        && !block.toString().equals(line.text())
        && before.size() == line.size()
        && before.right() > margin * 0.75f;
  }

  private boolean continues(PdfLine before, PdfLine line, float right) {
    if (isItem(line) || Math.abs(before.size() - line.size()) > 1 || before.bold() != line.bold()) {
      return false;
    }
    if (before.right() + firstWordWidth(line) <= right) {
      return false; // there was space for it: the break was meant
    }
    float down = line.baseline() - before.baseline();
    boolean lowerCase = Character.isLowerCase(line.text().codePointAt(0));
    if (pageToCome > 0) {
      return lowerCase || !endsSentence(before.text());
    }
    if (down <= 0) {
      return lowerCase && !endsSentence(before.text()); // the next column
    }
    return down <= GAP_MAX * Math.max(leading, line.size());
  }

  private void start(PdfLine line, int level) {
    flush();
    startPage();
    block.append(line.text());
    blockLevel = level;
    blockLeft = line.left();
    float down = last == null ? 0 : line.baseline() - last.baseline();
    blockNear = down > 0 && down <= NEAR_LINES * Math.max(leading, line.size());
  }

  private void join(String next) {
    int length = block.length();
    boolean hyphen =
        length > 1
            && block.charAt(length - 1) == '-'
            && Character.isLetter(block.charAt(length - 2))
            && Character.isLowerCase(next.codePointAt(0));
    if (hyphen && words.isDivided(block.toString(), next)) {
      block.setLength(length - 1);
    } else if (!hyphen) {
      block.append(' ');
    }
    if (pageToCome > 0) {
      pagesInBlock.add(new PageStart(block.length(), pageToCome));
      pageToCome = 0;
    }
    block.append(next);
  }

  private void flush() {
    if (block.isEmpty()) {
      return;
    }
    String plain = block.toString();
    Optional<ItemMark> mark =
        blockLevel > 0 || text.isAnswer(plain)
            ? Optional.empty()
            : ItemMark.of(plain).flatMap(levels::due);
    if (mark.isPresent()) {
      text.pages(pagesInBlock);
      lists.item(levels.level(mark.get().at(Math.round(blockLeft))), mark.get(), mark.get().text());
      itemLeft = blockLeft;
    } else {
      if (blockLevel > 0 || !blockNear || blockLeft <= itemLeft + INDENT_POINTS) {
        lists.end();
        levels.clear();
      }
      if (blockLevel > 0 && block.length() <= HEADING_CHARACTERS_MAX) {
        text.heading(blockLevel, plain);
      } else {
        text.block(plain, pagesInBlock);
      }
    }
    block.setLength(0);
    pagesInBlock.clear();
    blockLevel = 0;
  }

  private static float firstWordWidth(PdfLine line) {
    int blank = line.text().indexOf(' ');
    int length = blank < 0 ? line.text().length() : blank;
    return (line.right() - line.left()) * (length + 1) / (line.text().length() + 1);
  }

  private static boolean endsSentence(String line) {
    return line.matches(".*[.!?:。！？][\"')\\]”’]*");
  }

  /** How far right the lines of this line's column go. */
  private float columnRight(PdfPage page, PdfLine line) {
    if (page.lines().size() > COLUMN_LINES_MAX) {
      return margin;
    }
    List<Float> rights =
        page.lines().stream()
            .filter(other -> Math.abs(other.left() - line.left()) <= COLUMN_POINTS)
            .map(PdfLine::right)
            .sorted()
            .toList();
    return rights.size() < COLUMN_LINES_MIN ? margin : percentile(rights);
  }

  private static float percentile(List<Float> sorted) {
    return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * MARGIN_SHARE));
  }

  /** The usual distance of lines. */
  private static float leading(List<PdfPage> pages) {
    List<Float> steps = new ArrayList<>();
    for (PdfPage page : pages) {
      for (int i = 1; i < page.lines().size(); i++) {
        PdfLine line = page.lines().get(i);
        float step = line.baseline() - page.lines().get(i - 1).baseline();
        if (step > 0 && step < 3 * line.size() && line.size() == page.lines().get(i - 1).size()) {
          steps.add(step);
        }
      }
    }
    steps.sort(null);
    return steps.isEmpty() ? 0 : steps.get(steps.size() / 2);
  }
}
