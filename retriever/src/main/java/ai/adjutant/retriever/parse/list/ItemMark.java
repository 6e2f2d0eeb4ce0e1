package ai.adjutant.retriever.parse.list;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the number or bullet that a line of text begins with.
 *
 * @param form what it has in common with its neighbours: "1.", "(a)", "1.1", "-"
 * @param number its number from 1; 0 for a bullet
 * @param label as it is written
 * @param indent how many characters stand before it
 * @param text what follows it
 * @param textIndent where that begins
 */
public record ItemMark(
    String form, int number, String label, int indent, String text, int textIndent) {
  private static final String NUMBERS =
      "\\d{1,3}[.)]|\\d{1,2}(?:\\.\\d{1,2}){1,4}[.)]?|\\(\\d{1,3}\\)|[a-zA-Z][.)]|\\([a-zA-Z]\\)"
          + "|[ivx]{2,5}[.)]|\\([ivx]{2,5}\\)|(?i:step|schritt|단계) ?\\d{1,2} ?[:.)]"
          + "|\\d{1,2} ?단계 ?[:.)]|[①-⑳]|[가나다라마바사아자차카타파하][.)]";

  /** A number that is an item's only where it counts on, and a year's or an amount's elsewhere. */
  private static final String HIGH = "\\d{4,5}[.)]";

  private static final int HIGH_MIN = 1_000;

  private static final String BULLETS = "[•▪▫◦‣⁃●○■□*–—\\uf0b7\\uf0a7-]|o(?=  )";

  private static final Pattern LINE =
      Pattern.compile("(\\s*)(?:(" + HIGH + "|" + NUMBERS + ")|(" + BULLETS + "))\\s+(\\S.*)");

  private static final Pattern MARK = Pattern.compile(NUMBERS + "|" + BULLETS);
  private static final Pattern LAST_NUMBER = Pattern.compile(".*?(\\d+)\\D*");
  private static final String GANADA = "가나다라마바사아자차카타파하";

  /** Returns the line's mark, or empty. A line that only could have one is taken too. */
  public static Optional<ItemMark> of(String line) {
    int first = 0;
    while (first < line.length() && Character.isWhitespace(line.charAt(first))) {
      first++;
    }
    if (first == line.length() || !mayBegin(line.charAt(first))) {
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean bullet = matcher.group(2) == null;
    String label = bullet ? matcher.group(3) : matcher.group(2);
    if (!bullet && number(label) == 0) {
      return Optional.empty(); // nothing is counted from 0: a value
    }
    return Optional.of(
        new ItemMark(
            bullet ? label : form(label),
            bullet ? 0 : number(label),
            label,
            matcher.group(1).length(),
            matcher.group(4),
            matcher.start(4)));
  }

  /** Returns whether the text is nothing but a number or a bullet. */
  public static boolean isMark(String text) {
    return text.length() < 20 && MARK.matcher(text).matches();
  }

  /** Returns the same mark so far from the left. */
  public ItemMark at(int otherIndent) {
    return new ItemMark(form, number, label, otherIndent, text, otherIndent);
  }

  /** Returns whether it has no number. */
  public boolean isBullet() {
    return number == 0;
  }

  /** Returns whether the number is so high that it counts only behind the number before it. */
  public boolean isHigh() {
    return number >= HIGH_MIN;
  }

  /** Returns how deep a number with parts is: 2 for "1.1". */
  public int parts() {
    return (int) label.replaceAll("[.)]$", "").chars().filter(c -> c == '.').count() + 1;
  }

  private static boolean mayBegin(char c) {
    return Character.isDigit(c) || c < 'A' || c > 0x7f || Character.isLetter(c);
  }

  private static String form(String label) {
    return label
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\d+", "1")
        .replaceAll("[①-⑳]", "①")
        .replaceAll("^(\\(?)[ivx]{2,5}([.)])$", "$1i$2")
        .replaceAll("^(\\(?)[a-z]([.)])$", label.matches("\\(?[A-Z].*") ? "$1A$2" : "$1a$2")
        .replaceAll("[가나다라마바사아자차카타파하]([.)])", "가$1");
  }

  private static int number(String label) {
    Matcher digits = LAST_NUMBER.matcher(label);
    if (digits.matches()) {
      return Integer.parseInt(digits.group(1));
    }
    String core = label.toLowerCase(Locale.ROOT).replaceAll("[().]", "");
    char c = core.charAt(0);
    if (c >= '①' && c <= '⑳') {
      return c - '①' + 1;
    }
    int korean = GANADA.indexOf(c);
    if (korean >= 0) {
      return korean + 1;
    }
    return core.length() > 1 ? roman(core) : c - 'a' + 1;
  }

  private static int roman(String numeral) {
    int number = 0;
    for (int i = 0; i < numeral.length(); i++) {
      int value = value(numeral.charAt(i));
      boolean less = i + 1 < numeral.length() && value < value(numeral.charAt(i + 1));
      number += less ? -value : value;
    }
    return Math.max(1, number);
  }

  private static int value(char c) {
    return switch (c) {
      case 'x' -> 10;
      case 'v' -> 5;
      default -> 1;
    };
  }
}
