package ai.adjutant.retriever.term;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.text.WordFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects abbreviations with their long forms: "Long Form (LF)", "LF (Long Form)", "(Long Form,
 * LF)", and rows, definitions and items of glossaries. The letters of the abbreviation must stand
 * in its long form, unless that is in another script. Used by one thread, for one document.
 */
public final class TermCollector {
  /** Most abbreviations of a document; the rest of a longer list is found as words. */
  public static final int TERMS_MAX = 5_000;

  private static final int LONG_CHARACTERS_MAX = 120;
  private static final int LONG_WORDS_MAX = 10;
  private static final int HEADING_CHARACTERS_MAX = 40;
  private static final Set<String> GLOSSARY =
      WordFile.words(TermCollector.class, "glossary-words.txt");
  static final String SHORT = "\\p{Lu}[\\p{Lu}\\p{Ll}\\d&/-]{1,9}";

  private static final Pattern BEHIND = Pattern.compile("\\((" + SHORT + ")\\)");

  /** "FCR (First Contact Resolution)", "FCR(최초 통화 해결률)". */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?<![\\p{L}\\d&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}ー]])("
              + SHORT
              + ") ?\\(([^()\\n]{2,120})\\)");

  /** "(First Contact Resolution, FCR)", as texts in other scripts explain foreign words. */
  private static final Pattern WITHIN =
      Pattern.compile("\\(([^(),\\n]{4,120}), ?(" + SHORT + ")\\)");

  /** What ends the long form where a definition goes on. */
  private static final Pattern END = Pattern.compile("[.;:,(–—\\n。；：、，]| - ");

  private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
  private static final Pattern LETTERS =
      Pattern.compile("[\\p{L}\\p{N}·・/ -]*\\p{Lo}[\\p{L}\\p{N}·・/ -]*");
  private static final Pattern LINE =
      Pattern.compile("(" + SHORT + ")\\s*(?:(?::|–|—|-|=)\\s+|：\\s*)(\\S[^\\n]{3,119})");

  private final String title;
  private final Map<TermKey, Abbreviation> found = new LinkedHashMap<>();
  private final Set<Integer> announcingGroups = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private boolean leftOut;

  /** Collects from a document with this title. */
  public TermCollector(String title) {
    this.title = title;
  }

  /**
   * Returns whether a document explains more abbreviations than are collected. Costs next to
   * nothing for documents that hold too few brackets and blocks for that.
   *
   * @param text the whole of the document's text
   */
  public static boolean exceeds(String title, List<Chunk> chunks, String text) {
    long places =
        text.chars().filter(c -> c == '(' || c == '\n').count()
            + chunks.stream().mapToLong(chunk -> chunk.blocks().size()).sum();
    if (places <= TERMS_MAX) {
      return false;
    }
    TermCollector collector = new TermCollector(title);
    for (Chunk chunk : chunks) {
      collector.read(chunk, text.substring(chunk.start(), chunk.end()));
    }
    return collector.leftOut;
  }

  /** Reads a chunk with its text. */
  public void read(Chunk chunk, String written) {
    String text = EastAsianForms.narrow(written);
    readNames(chunk);
    behind(text, chunk.number());
    before(text, chunk.number());
    within(text, chunk.number());
    EastAsianForms.behind(text, (one, other) -> add(one, other, chunk.number()));
    boolean glossary =
        announces(title) || chunk.headingPath().stream().anyMatch(TermCollector::announces);
    for (Block block : chunk.blocks()) {
      if (block.start() >= chunk.start() && block.end() <= chunk.start() + text.length()) {
        read(block, chunk, text, glossary);
        glossary |= isHeading(block, chunk, text);
      }
    }
  }

  /** Reads the title, which the first chunk stands for, and headings that are new. */
  private void readNames(Chunk chunk) {
    for (String name : Stream.concat(Stream.of(title), chunk.headingPath().stream()).toList()) {
      String plain = EastAsianForms.narrow(name);
      if (plain.indexOf('(') >= 0 && names.add(plain)) {
        behind(plain, chunk.number());
        before(plain, chunk.number());
      }
    }
  }

  /** A line of its own that says "Abbreviations" in a text without headings. */
  private static boolean isHeading(Block block, Chunk chunk, String text) {
    String own = cut(text, chunk, block.start(), block.end());
    return block.kind() == BlockKind.PARAGRAPH
        && own.length() <= HEADING_CHARACTERS_MAX
        && own.indexOf('\n') < 0
        && announces(own);
  }

  /** Returns what was found, each pair once, in order. */
  public List<Abbreviation> terms() {
    return List.copyOf(found.values());
  }

  private void read(Block block, Chunk chunk, String text, boolean glossary) {
    String own = text.substring(block.start() - chunk.start(), block.end() - chunk.start());
    if (!block.cells().isEmpty()) {
      row(block, chunk, text, glossary);
    } else if (glossary && block.kind() != BlockKind.HEADING) {
      for (String line : own.substring(block.mark()).split("\n", -1)) {
        Matcher pair = LINE.matcher(line.strip());
        if (pair.matches()) {
          addDefined(pair.group(1), pair.group(2), chunk.number());
        }
      }
    }
  }

  /** A row of two cells, or of a table whose first column is named "Abbreviation"; a definition. */
  private void row(Block block, Chunk chunk, String text, boolean glossary) {
    List<Cell> cells = block.cells();
    Cell first = cells.getFirst();
    boolean pair = block.kind() == BlockKind.DEFINITION || (cells.size() == 1 && glossary);
    if (pair && first.nameEnd() > first.nameStart()) {
      String named = cut(text, chunk, first.nameStart(), first.nameEnd());
      String value = cut(text, chunk, first.start(), first.end());
      addDefined(named, value, chunk.number());
      addDefined(value, named, chunk.number());
      return;
    }
    boolean named =
        announces(cut(text, chunk, first.nameStart(), first.nameEnd()))
            || announcingGroups.contains(block.group());
    if (announces(cut(text, chunk, first.start(), first.end())) && block.group() > 0) {
      announcingGroups.add(block.group()); // the row that names the columns
    }
    if (cells.size() < 2 || !(glossary || named)) {
      return;
    }
    String one = cut(text, chunk, first.start(), first.end());
    boolean added = false;
    for (Cell cell : cells.subList(1, cells.size())) {
      String other = cut(text, chunk, cell.start(), cell.end());
      added =
          added || addDefined(one, other, chunk.number()) || addDefined(other, one, chunk.number());
    }
  }

  private static String cut(String text, Chunk chunk, int start, int end) {
    return text.substring(start - chunk.start(), end - chunk.start()).strip();
  }

  private void behind(String text, int chunk) {
    Matcher bracket = BEHIND.matcher(text);
    while (bracket.find()) {
      int from = Math.max(0, bracket.start() - LONG_CHARACTERS_MAX);
      String before = text.substring(from, bracket.start()).stripTrailing();
      before = before.substring(before.lastIndexOf('\n') + 1);
      int start = LongForms.start(bracket.group(1), before);
      if (start >= 0) {
        add(bracket.group(1), before.substring(start), chunk);
      }
    }
  }

  private void before(String text, int chunk) {
    Matcher pair = BEFORE.matcher(text);
    while (pair.find()) {
      if (isOtherScript(pair.group(2))) {
        add(pair.group(1), pair.group(2).strip(), chunk);
      } else {
        addMatching(pair.group(1), pair.group(2), chunk);
      }
    }
  }

  private void within(String text, int chunk) {
    Matcher pair = WITHIN.matcher(text);
    while (pair.find()) {
      addMatching(pair.group(2), pair.group(1), chunk);
    }
  }

  private static boolean isOtherScript(String longForm) {
    return LETTERS.matcher(longForm).matches() && !LATIN.matcher(longForm).find();
  }

  /** A glossary's pair: the long form is all of a text, or what it begins with. */
  private boolean addDefined(String shortForm, String text, int chunk) {
    if (!shortForm.matches(SHORT)) {
      return false;
    }
    Matcher end = END.matcher(text);
    String first = end.find() ? text.substring(0, end.start()).strip() : text.strip();
    return addMatching(shortForm, first, chunk)
        || addMatching(shortForm, text, chunk)
        || (isOtherScript(first) && add(shortForm, first, chunk));
  }

  /** Adds a pair whose long form holds the letters of the short one; returns whether it does. */
  private boolean addMatching(String shortForm, String longForm, int chunk) {
    boolean fits =
        shortForm.matches(SHORT)
            && longForm.length() <= LONG_CHARACTERS_MAX
            && LongForms.start(shortForm, longForm.strip()) == 0;
    return fits && add(shortForm, longForm.strip(), chunk);
  }

  private boolean add(String shortForm, String longForm, int chunk) {
    boolean words =
        longForm.indexOf(' ') > 0
            || longForm.length() > 2 * shortForm.length()
            || (isOtherScript(longForm) && longForm.length() > 1);
    boolean fits =
        words
            && longForm.split("\\s+").length <= LONG_WORDS_MAX
            && shortForm.chars().filter(Character::isUpperCase).count() >= 2;
    if (fits) {
      TermKey key = TermKey.of(shortForm, longForm);
      boolean known = found.containsKey(key);
      leftOut |= !known && found.size() >= TERMS_MAX;
      if (!known && found.size() < TERMS_MAX) {
        found.put(key, new Abbreviation(shortForm, longForm, chunk));
      }
    }
    return fits;
  }

  private static boolean announces(String heading) {
    return Stream.of(heading.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
        .anyMatch(GLOSSARY::contains);
  }
}
