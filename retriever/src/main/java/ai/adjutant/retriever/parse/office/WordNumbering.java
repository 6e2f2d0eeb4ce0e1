package ai.adjutant.retriever.parse.office;

import ai.adjutant.retriever.parse.mark.Mark;
import ai.adjutant.retriever.parse.text.Whitespace;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a Word document's paragraphs, which its text doesn't hold: they follow from the
 * paragraph's list or its style's, in the order of the text. For one thread.
 */
final class WordNumbering {
  private static final int LEVELS = 9;
  private static final int BASES_MAX = 20;
  private static final int LABEL_CHARACTERS_MAX = 30;
  private static final String GANADA = "가나다라마바사아자차카타파하";
  private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] ROMAN = {
    "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
  };

  /** A level of a list: how it counts and what it shows. */
  private static final class Level {
    private int start = 1;
    private String format = "decimal";
    private String text = "";
    private String style = "";
  }

  /** What a style says of lists; -1 where it says nothing. */
  private static final class Style {
    private String basedOn = "";
    private int list = -1;
    private int level = -1;
  }

  private final Map<Integer, Level[]> kinds = new HashMap<>();
  private final Map<Integer, Integer> kindOfList = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> restarts = new HashMap<>();
  private final Map<String, Style> styles = new HashMap<>();
  private final Set<String> restarted = new HashSet<>();
  private final Map<Integer, int[]> counters = new HashMap<>();

  /**
   * Reads what the document says of its lists.
   *
   * @param numbering the part of that name; empty where there is none
   * @param styles the part of that name; empty where there is none
   */
  WordNumbering(String numbering, String styles) {
    readLists(new XmlTags(numbering));
    readStyles(new XmlTags(styles));
  }

  /**
   * The mark of the next paragraph.
   *
   * @param style id of its style, or empty
   * @param list number of its list; 0 for none, -1 where its style says
   * @param level from 0; -1 where its style says
   */
  Optional<Mark.Item> next(String style, int list, int level) {
    int ownList = list;
    int ownLevel = level;
    @Nullable Style at = styles.get(style);
    String named = style;
    for (int i = 0; i < BASES_MAX && at != null && ownList < 0; i++) {
      ownList = at.list;
      ownLevel = ownLevel < 0 ? at.level : ownLevel;
      if (ownList < 0) {
        named = at.basedOn;
        at = styles.get(at.basedOn);
      }
    }
    @Nullable Integer kind = kindOfList.get(ownList);
    Level @Nullable [] levels = kind == null ? null : kinds.get(kind);
    if (kind == null || levels == null) {
      return Optional.empty();
    }
    int depth = ownLevel >= 0 ? Math.min(ownLevel, LEVELS - 1) : levelOf(levels, named);
    return Optional.of(new Mark.Item(depth, label(ownList, kind, levels, depth)));
  }

  private static int levelOf(Level[] levels, String style) {
    for (int i = 0; i < LEVELS; i++) {
      if (!style.isEmpty() && levels[i].style.equals(style)) {
        return i;
      }
    }
    return 0;
  }

  private String label(int list, int kind, Level[] levels, int depth) {
    int[] count = counters.computeIfAbsent(kind, k -> new int[LEVELS]);
    Map<Integer, Integer> restart = restarts.getOrDefault(list, Map.of());
    for (int i = 0; i < depth; i++) {
      if (count[i] == 0) { // shown as part of this number, so that it counts as given
        count[i] = restart.getOrDefault(i, Math.max(1, levels[i].start));
      }
    }
    boolean again = restart.containsKey(depth) && restarted.add(list + " " + depth);
    if (again) {
      count[depth] = restart.getOrDefault(depth, 1);
    } else if (count[depth] == 0) {
      count[depth] = Math.max(1, levels[depth].start);
    } else {
      count[depth]++;
    }
    for (int i = depth + 1; i < LEVELS; i++) {
      count[i] = 0;
    }
    Level level = levels[depth];
    if (level.format.equals("bullet") || level.format.equals("none")) {
      return "";
    }
    String label = level.text;
    for (int i = 0; i < LEVELS; i++) {
      String place = "%" + (i + 1);
      if (label.contains(place)) {
        int number = count[i] == 0 ? Math.max(1, levels[i].start) : count[i];
        label = label.replace(place, formatted(number, levels[i].format));
      }
    }
    String shown = Whitespace.collapse(label);
    return shown.length() <= LABEL_CHARACTERS_MAX ? shown : "";
  }

  private static String formatted(int number, String format) {
    return switch (format) {
      case "lowerLetter" -> letters(number);
      case "upperLetter" -> letters(number).toUpperCase(Locale.ROOT);
      case "lowerRoman" -> roman(number);
      case "upperRoman" -> roman(number).toUpperCase(Locale.ROOT);
      case "decimalZero" -> number < 10 ? "0" + number : Integer.toString(number);
      case "ganada" ->
          number <= GANADA.length()
              ? String.valueOf(GANADA.charAt(number - 1))
              : Integer.toString(number);
      default -> Integer.toString(number);
    };
  }

  /** a to z, then aa, bb and so on, as Word counts. */
  private static String letters(int number) {
    char letter = (char) ('a' + (number - 1) % 26);
    return String.valueOf(letter).repeat(Math.min(LABEL_CHARACTERS_MAX, (number - 1) / 26 + 1));
  }

  private static String roman(int number) {
    if (number > 3_999) {
      return Integer.toString(number);
    }
    StringBuilder roman = new StringBuilder();
    int rest = number;
    for (int i = 0; i < ROMAN_VALUES.length; i++) {
      while (rest >= ROMAN_VALUES[i]) {
        roman.append(ROMAN[i]);
        rest -= ROMAN_VALUES[i];
      }
    }
    return roman.toString();
  }

  private void readLists(XmlTags tags) {
    Level[] levels = levels();
    Level level = levels[0];
    int list = -1;
    int overridden = 0;
    while (tags.next()) {
      if (tags.isClosing()) {
        continue;
      }
      switch (tags.name()) {
        case "w:abstractNum" -> {
          levels = levels();
          kinds.put(tags.number("w:abstractNumId", -1), levels);
          list = -1;
        }
        case "w:lvl" -> {
          int depth = Math.min(LEVELS - 1, tags.number("w:ilvl", 0));
          level = list < 0 ? levels[depth] : new Level(); // an override's form is passed over
        }
        case "w:start" -> level.start = tags.number("w:val", 1);
        case "w:numFmt" -> level.format = tags.attribute("w:val");
        case "w:lvlText" -> level.text = tags.attribute("w:val");
        case "w:pStyle" -> level.style = tags.attribute("w:val");
        case "w:num" -> list = tags.number("w:numId", -1);
        case "w:abstractNumId" -> kindOfList.put(list, tags.number("w:val", -1));
        case "w:lvlOverride" -> overridden = Math.min(LEVELS - 1, tags.number("w:ilvl", 0));
        case "w:startOverride" ->
            restarts
                .computeIfAbsent(list, k -> new HashMap<>())
                .put(overridden, tags.number("w:val", 1));
        default -> {}
      }
    }
  }

  private static Level[] levels() {
    Level[] levels = new Level[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = new Level();
    }
    return levels;
  }

  private void readStyles(XmlTags tags) {
    Style style = new Style();
    while (tags.next()) {
      if (tags.isClosing()) {
        continue;
      }
      switch (tags.name()) {
        case "w:style" -> {
          style = new Style();
          if (tags.attribute("w:type").equals("paragraph")) {
            styles.put(tags.attribute("w:styleId"), style);
          }
        }
        case "w:basedOn" -> style.basedOn = tags.attribute("w:val");
        case "w:numId" -> style.list = tags.number("w:val", -1);
        case "w:ilvl" -> style.level = tags.number("w:val", -1);
        default -> {}
      }
    }
  }
}
