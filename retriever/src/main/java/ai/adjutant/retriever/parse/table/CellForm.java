package ai.adjutant.retriever.parse.table;

import ai.adjutant.text.WordFile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what a cell's text looks like, as far as that says whether it is a name or a value. */
public final class CellForm {
  /** Longest text that can be a column's name. */
  static final int NAME_CHARACTERS_MAX = 80;

  private static final int VALUE_CHARACTERS_MAX = 40;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[<>≤≥~≈±+–−(-]{0,3} ?(?:[$€£₩¥]|[A-Z]{3} )? ?\\d[\\d.,'’:/×x ()–-]*"
              + " ?(?:[\\p{L}°µ%‰/²³$€£₩¥-]{1,9})?[.)*]?");

  private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
  private static final Pattern DASH = Pattern.compile("[-–—.]{0,3}");
  private static final Pattern DIGITS = Pattern.compile("\\d+(?:[.,'’ ]\\d+)*");
  private static final Set<String> UNITS = words("units.txt");
  private static final Set<String> NAMES = words("column-names.txt");

  private CellForm() {}

  /** Returns whether it is a number, with a unit or a currency or without, a date, a range. */
  public static boolean isValue(String text) {
    return text.length() <= VALUE_CHARACTERS_MAX && NUMBER.matcher(text).matches();
  }

  static boolean isYear(String text) {
    return YEAR.matcher(text).matches();
  }

  static boolean hasDigit(String text) {
    return text.chars().anyMatch(Character::isDigit);
  }

  static boolean isDash(String text) {
    return DASH.matcher(text).matches();
  }

  /** A unit of measure or a currency, in brackets or not. */
  static boolean isUnit(String text) {
    String plain = text.replaceAll("^(?:in |[(\\[] ?(?:in )?)|[)\\]]$", "").strip();
    return UNITS.contains(plain.toLowerCase(Locale.ROOT))
        || (plain.length() <= 12
            && plain.indexOf('/') > 0
            && UNITS.contains(plain.substring(0, plain.indexOf('/')).toLowerCase(Locale.ROOT)));
  }

  /** Returns whether tables often call a column so. */
  static boolean isColumnName(String text) {
    for (String word : text.toLowerCase(Locale.ROOT).split("[\\s/(),.:-]+")) {
      if (NAMES.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Short enough for a name, and no sentence. */
  static boolean canName(String text) {
    return text.length() <= NAME_CHARACTERS_MAX
        && !(text.endsWith(".") && text.indexOf(' ') > 0 && text.length() > 30);
  }

  /** The text with each number as "9"; what cells of a column have in common. */
  static String shape(String text) {
    return DIGITS.matcher(text).replaceAll("9").toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String list) {
    return WordFile.lines(CellForm.class, list).stream()
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
