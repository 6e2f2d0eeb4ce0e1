package ai.adjutant.text;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The quantities of a text, written one way: {@code 1,500.00}, {@code 1500} and {@code one thousand
 * five hundred}'s parts come out comparable, so that a swapped amount is seen. Digits within a name
 * ("HomeHub 3") count like any other. Pure.
 */
public final class Quantities {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\d{1,3}(?:[, ]\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:[.:]\\d+)*");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private static final Map<String, Integer> SPELLED =
      Map.ofEntries(
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("seventeen", 17),
          Map.entry("eighteen", 18),
          Map.entry("nineteen", 19),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("forty", 40),
          Map.entry("fifty", 50),
          Map.entry("sixty", 60),
          Map.entry("seventy", 70),
          Map.entry("eighty", 80),
          Map.entry("ninety", 90),
          Map.entry("hundred", 100),
          Map.entry("thousand", 1000),
          Map.entry("million", 1_000_000),
          Map.entry("twice", 2));

  /** Names that say when; only with a capital, since "march" and "august" are plain words too. */
  private static final Set<String> NAMED =
      Set.of(
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday");

  private Quantities() {}

  /** Quantities in order of first appearance, each in its canonical form. */
  public static Set<String> of(String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      found.add(canonical(number.group()));
    }
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String lower = word.group().toLowerCase(Locale.ROOT);
      if (NAMED.contains(lower) && Character.isUpperCase(word.group().charAt(0))) {
        found.add(lower);
      } else if (SPELLED.containsKey(lower)) {
        found.add(String.valueOf(SPELLED.get(lower)));
      }
    }
    return found;
  }

  private static String canonical(String number) {
    if (number.indexOf(':') >= 0 || number.indexOf('.') != number.lastIndexOf('.')) {
      return number; // a time, a version, a section number
    }
    String plain = number.replace(",", "").replace(" ", "");
    return new BigDecimal(plain).stripTrailingZeros().toPlainString();
  }
}
