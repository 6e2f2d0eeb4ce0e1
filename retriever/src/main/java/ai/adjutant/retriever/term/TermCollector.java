package ai.adjutant.retriever.term;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.BlockKind;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.text.WordFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects abbreviations with their long forms: "Long Form (LF)", "LF (Long Form)", and rows,
 * definitions and items of glossaries. Used by one thread, for one document.
 */
public final class TermCollector {
  /** Most abbreviations of a document; the rest of a longer list is found as words. */
  public static final int TERMS_MAX = 5_000;

  private static final int LONG_CHARACTERS_MAX = 120;
  private static final int LONG_WORDS_MAX = 10;
  private static final Set<String> GLOSSARY =
      WordFile.words(TermCollector.class, "glossary-words.txt");
  private static final String SHORT = "\\p{Lu}[\\p{Lu}\\p{Ll}\\d&/-]{1,9}";

  private static final Pattern BEHIND = Pattern.compile("\\((" + SHORT + ")\\)");
  private static final Pattern BEFORE =
      Pattern.compile("(?<![\\p{L}\\d])(" + SHORT + ") \\(([^()\\n]{4,120})\\)");
  private static final Pattern LINE =
      Pattern.compile("(" + SHORT + ")\\s*(?::|–|—|-|=)\\s+(\\S[^\\n]{3,119})");

  private final String title;
  private final Map<String, Abbreviation> found = new LinkedHashMap<>();

  /** Collects from a document with this title. */
  public TermCollector(String title) {
    this.title = title;
  }

  /** Reads a chunk with its text. */
  public void read(Chunk chunk, String text) {
    behind(text, chunk.number());
    before(text, chunk.number());
    boolean glossary =
        announces(title) || chunk.headingPath().stream().anyMatch(TermCollector::announces);
    for (Block block : chunk.blocks()) {
      if (block.start() >= chunk.start() && block.end() <= chunk.start() + text.length()) {
        read(block, chunk, text, glossary);
      }
    }
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
          addMatching(pair.group(1), pair.group(2), chunk.number());
        }
      }
    }
  }

  /** A row of two cells, or of a table whose first column is named "Abbreviation"; a definition. */
  private void row(Block block, Chunk chunk, String text, boolean glossary) {
    List<Cell> cells = block.cells();
    Cell first = cells.getFirst();
    if (block.kind() == BlockKind.DEFINITION && first.nameEnd() > first.nameStart()) {
      addMatching(
          cut(text, chunk, first.nameStart(), first.nameEnd()),
          cut(text, chunk, first.start(), first.end()),
          chunk.number());
      return;
    }
    boolean named = announces(cut(text, chunk, first.nameStart(), first.nameEnd()));
    if (cells.size() < 2 || !(glossary || named)) {
      return;
    }
    String one = cut(text, chunk, first.start(), first.end());
    String other = cut(text, chunk, cells.get(1).start(), cells.get(1).end());
    addMatching(one, other, chunk.number());
    addMatching(other, one, chunk.number());
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
      addMatching(pair.group(1), pair.group(2), chunk);
    }
  }

  private void addMatching(String shortForm, String longForm, int chunk) {
    boolean fits =
        shortForm.matches(SHORT)
            && longForm.length() <= LONG_CHARACTERS_MAX
            && LongForms.start(shortForm, longForm.strip()) == 0;
    if (fits) {
      add(shortForm, longForm.strip(), chunk);
    }
  }

  private void add(String shortForm, String longForm, int chunk) {
    boolean words = longForm.indexOf(' ') > 0 || longForm.length() > 2 * shortForm.length();
    if (words
        && longForm.split("\\s+").length <= LONG_WORDS_MAX
        && found.size() < TERMS_MAX
        && shortForm.chars().filter(Character::isUpperCase).count() >= 2) {
      found.putIfAbsent(
          shortForm + "\n" + longForm.toLowerCase(Locale.ROOT),
          new Abbreviation(shortForm, longForm, chunk));
    }
  }

  private static boolean announces(String heading) {
    return Stream.of(heading.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
        .anyMatch(GLOSSARY::contains);
  }
}
