package ai.adjutant.retriever.parse.plain;

import ai.adjutant.retriever.parse.list.ItemLevels;
import ai.adjutant.retriever.parse.list.ItemMark;
import ai.adjutant.retriever.parse.list.MarkedLists;
import ai.adjutant.retriever.parse.table.TableWriter;
import ai.adjutant.retriever.parse.text.PairMark;
import ai.adjutant.retriever.parse.text.TextBuilder;
import ai.adjutant.retriever.parse.text.Whitespace;
import ai.adjutant.retriever.parse.text.WrappedLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the structure of a text without markup: titles, lists, tables, paragraphs. What is not
 * clearly something else is a paragraph. For one thread.
 */
final class PlainOutline {
  private static final int TITLE_CHARACTERS_MAX = 90;
  private static final int LOOK_AHEAD = 40;
  private static final double CAPITALS_SHARE_MAX = 0.2;

  private static final Pattern UNDERLINE = Pattern.compile("\\s*(={3,}|-{3,}|~{3,})\\s*");

  /** A number that parts of a document have and steps have not. */
  private static final Pattern NUMBERED_TITLE =
      Pattern.compile(
          "\\s*(?:(?:[A-Z]|\\d{1,2})-\\d{1,3}\\.?|§ ?\\d{1,4}[a-z]?\\.?|제 ?\\d{1,3} ?[장절조편]\\.?"
              + "|(?i:annex|appendix|chapter|section|part|article|anlage|anhang|kapitel|abschnitt"
              + "|teil|artikel|부록) ?(?:[A-Z]|\\d{1,3}|[IVX]{1,5})[.:)]?)(?:\\s+\\S.*)?");

  private static final Pattern CHAPTER = Pattern.compile("\\s*(?:§|제|\\p{L}{2,}).*");

  /** A word before a colon that says how to take what follows. */
  private static final Pattern NOTE = Pattern.compile("\\s*[\\p{L}\\d][\\p{L}\\d_-]*:\\s.*");

  private final TextBuilder text;
  private final List<String> lines;
  private final int width;
  private final boolean capitals;
  private final MarkedLists lists;
  private final ItemLevels levels = new ItemLevels();
  private final List<String> paragraph = new ArrayList<>();
  private Optional<ItemMark> lastItem = Optional.empty();
  private int line;
  private Optional<PairMark> asked = Optional.empty();

  private PlainOutline(String plain, TextBuilder text) {
    this.text = text;
    this.lines = List.of(plain.split("\n", -1));
    this.width = WrappedLines.width(lines);
    this.lists = new MarkedLists(text);
    long filled = lines.stream().filter(each -> !each.isBlank()).count();
    long inCapitals = lines.stream().filter(PlainOutline::isCapitals).count();
    this.capitals = inCapitals <= CAPITALS_SHARE_MAX * filled;
  }

  static void write(String plain, TextBuilder text) {
    new PlainOutline(plain, text).write();
  }

  private void write() {
    AlignedColumns columns = new AlignedColumns(lines);
    while (line < lines.size()) {
      if (lines.get(line).isBlank()) {
        endParagraph();
        line++;
        continue;
      }
      int level = titleLevel();
      int rows = level > 0 ? 0 : columns.length(line);
      if (level > 0) {
        title(level);
      } else if (rows > 0) {
        table(columns.rows(line, rows));
        line += rows;
      } else {
        Optional<ItemMark> item = item();
        if (item.isPresent()) {
          item(item.get());
        } else {
          PairMark.at(lines.get(line).strip(), 0).ifPresent(this::pair);
          paragraph.add(lines.get(line++));
        }
      }
    }
    endParagraph();
    lists.end();
  }

  /** A line with the mark of a question or an answer begins a paragraph. */
  private void pair(PairMark mark) {
    if (mark.asks() && isAnswered(mark)) {
      endParagraph();
      asked = Optional.of(mark);
    } else if (asked.filter(mark::answers).isPresent()) {
      endParagraph();
      asked = Optional.empty();
    }
  }

  private void table(List<List<String>> rows) {
    endParagraph();
    endLists();
    TableWriter table = new TableWriter(text);
    rows.forEach(table::plain);
    table.end();
  }

  private void title(int level) {
    endParagraph();
    endLists();
    lastItem = Optional.empty();
    String title = lines.get(line).strip();
    if (text.isBlank()) {
      text.heading(level, title);
    } else {
      text.subheading(level, title);
    }
    line += isUnderlined(line) ? 2 : 1;
  }

  /** Level of the title that the line is, 0 for none. */
  private int titleLevel() {
    String here = lines.get(line);
    boolean apart = line == 0 || lines.get(line - 1).isBlank();
    boolean isLong = here.strip().length() > TITLE_CHARACTERS_MAX;
    if (!apart || isLong || line + 1 == lines.size()) {
      return 0;
    }
    if (isUnderlined(line)) {
      return lines.get(line + 1).strip().charAt(0) == '=' ? 1 : 2;
    }
    String plain = here.strip();
    boolean ends = ".,;?!".indexOf(plain.charAt(plain.length() - 1)) >= 0;
    if (!ends && NUMBERED_TITLE.matcher(here).matches()) {
      return CHAPTER.matcher(here).matches() ? 1 : 2;
    }
    if (capitals && !ends && isCapitals(here) && plain.charAt(plain.length() - 1) != ':') {
      return 1;
    }
    return ItemMark.of(here)
        .filter(mark -> !ends && isSectionNumber(mark))
        .map(ItemMark::parts)
        .orElse(0);
  }

  /** A number alone on its line, with text below it that is no item. */
  private boolean isSectionNumber(ItemMark mark) {
    if (mark.isBullet()
        || mark.isHigh()
        || !mark.form().startsWith("1")
        || mark.text().endsWith(":")) {
      return false;
    }
    int below = line + 1;
    boolean apart = lines.get(below).isBlank();
    while (below < lines.size() && lines.get(below).isBlank()) {
      below++;
    }
    if (below == lines.size() || !Character.isUpperCase(mark.text().codePointAt(0))) {
      return false;
    }
    Optional<ItemMark> next = ItemMark.of(lines.get(below));
    boolean sibling = next.isPresent() && next.get().form().equals(mark.form());
    return !sibling && (apart || mark.parts() > 1) && lines.get(below).length() > 2;
  }

  private boolean isUnderlined(int at) {
    return at + 1 < lines.size()
        && UNDERLINE.matcher(lines.get(at + 1)).matches()
        && lines.get(at + 1).strip().length() >= lines.get(at).strip().length() / 2
        && lines.get(at).chars().anyMatch(Character::isLetter)
        && lines.get(at).indexOf('|') < 0;
  }

  private static boolean isCapitals(String line) {
    return line.chars().filter(Character::isUpperCase).count() >= 4
        && line.chars().noneMatch(Character::isLowerCase)
        && line.indexOf('\t') < 0
        && line.strip().indexOf("  ") < 0;
  }

  /** The item that begins with this line, where its number is the one that is due. */
  private Optional<ItemMark> item() {
    Optional<ItemMark> found = ItemMark.of(lines.get(line));
    if (found.isEmpty() || isPair()) {
      return Optional.empty();
    }
    Optional<ItemMark> due = levels.due(found.get());
    return due.isPresent()
        ? due
        : found.filter(mark -> countsOn(mark) || (!mark.isHigh() && goesOn(mark)));
  }

  /** The mark of a question, or of the answer to the question above it. */
  private boolean isPair() {
    Optional<PairMark> mark = PairMark.at(lines.get(line).strip(), 0);
    return mark.isPresent()
        && (mark.get().asks()
            ? isAnswered(mark.get())
            : asked.filter(mark.get()::answers).isPresent());
  }

  /** Returns whether a line further down has the mark of this question's answer. */
  private boolean isAnswered(PairMark question) {
    for (int i = line + 1; i < Math.min(lines.size(), line + LOOK_AHEAD); i++) {
      Optional<PairMark> mark = PairMark.at(lines.get(i).strip(), 0);
      if (mark.isPresent()) {
        return mark.get().answers(question);
      }
    }
    return false;
  }

  /** Returns whether it has the number behind that of the last item, whose list has ended. */
  private boolean countsOn(ItemMark mark) {
    return lastItem
        .filter(item -> item.form().equals(mark.form()) && item.number() + 1 == mark.number())
        .isPresent();
  }

  /** Returns whether a line further down has the next number of that form. */
  private boolean goesOn(ItemMark mark) {
    for (int i = line + 1; i < Math.min(lines.size(), line + LOOK_AHEAD); i++) {
      Optional<ItemMark> next = ItemMark.of(lines.get(i));
      if (next.isPresent() && next.get().form().equals(mark.form())) {
        return next.get().number() == mark.number() + 1;
      }
    }
    return false;
  }

  private void item(ItemMark mark) {
    endParagraph();
    int level = levels.level(mark);
    lastItem = Optional.of(mark).filter(item -> !item.isBullet());
    StringBuilder joined = new StringBuilder(mark.text());
    line++;
    while (line < lines.size() && continues(mark, joined)) {
      joined.append(' ').append(lines.get(line++).strip());
    }
    lists.item(level, mark, Whitespace.collapse(joined.toString()));
  }

  /** The line goes on with the item above it. */
  private boolean continues(ItemMark mark, CharSequence before) {
    String next = lines.get(line);
    if (next.isBlank() || titleLevel() > 0 || item().isPresent() || isUnderlined(line)) {
      return false;
    }
    int indent = next.length() - next.stripLeading().length();
    if (indent > mark.indent() && indent >= mark.textIndent() - 1) {
      return true;
    }
    char end = before.charAt(before.length() - 1);
    boolean lowerCase = Character.isLowerCase(next.strip().codePointAt(0));
    boolean ended = ".!?。:".indexOf(end) >= 0;
    return lowerCase || (!ended && !NOTE.matcher(next).matches() && isLong(line - 1));
  }

  /** A line that may have been broken because it was full. */
  private boolean isLong(int at) {
    String next = lines.get(at + 1).strip();
    int blank = next.indexOf(' ');
    int word = blank < 0 ? next.length() : blank;
    int usual = width > 0 ? width : 60;
    return lines.get(at).length() + 1 + word > usual;
  }

  private void endParagraph() {
    if (paragraph.isEmpty()) {
      return;
    }
    String first = paragraph.getFirst();
    int indent = first.length() - first.stripLeading().length();
    boolean below = !lines.get(Math.max(0, line - paragraph.size() - 1)).isBlank();
    boolean indented =
        levels
            .last()
            .filter(item -> indent > item.indent() && indent >= item.textIndent() - 1)
            .isPresent();
    boolean within = lists.isOpen() && (below || indented);
    String plain = WrappedLines.join(List.copyOf(paragraph), width);
    if (!within) {
      endLists();
    }
    text.block(plain.stripIndent());
    paragraph.clear();
  }

  private void endLists() {
    lists.end();
    levels.clear();
  }
}
