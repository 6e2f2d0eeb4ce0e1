package ai.adjutant.gateway.version;

import ai.adjutant.gateway.subject.Designators;
import ai.adjutant.text.Quantities;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with its values set apart. What tells one thing from another is no value: a number
 * behind a name or a designator ("Model 3", "zone 2"), a code, a day of the week.
 *
 * @param words everything but the values, in order, lower-case; a mark where each value stands
 * @param quantities the values, in order, as written
 * @param lead how many of the first words stand before a colon; 0 where a value does
 */
record Statement(List<String> words, List<String> quantities, int lead) {
  private static final List<List<String>> FROM_NOW_ON =
      Resources.lines("from-now-on.txt").stream().map(line -> List.of(line.split("\\s+"))).toList();

  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{M}]+|\\d+(?:[.,:]\\d+)*|[^\\s\\p{L}\\p{M}\\d]");
  private static final Pattern DAY =
      Pattern.compile("(?:mon|tues|wednes|thurs|fri|satur|sun)day", Pattern.CASE_INSENSITIVE);
  private static final String VALUE = "#";

  Statement {
    words = List.copyOf(words);
    quantities = List.copyOf(quantities);
  }

  private record Token(String text, int start, int end) {
    boolean isNumber() {
      return Character.isDigit(text.charAt(0));
    }

    boolean isWord() {
      return Character.isLetter(text.codePointAt(0));
    }
  }

  static Statement of(String sentence) {
    List<Token> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(sentence);
    while (token.find()) {
      tokens.add(new Token(token.group(), token.start(), token.end()));
    }
    List<String> words = new ArrayList<>();
    List<String> quantities = new ArrayList<>();
    int lead = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token at = tokens.get(i);
      if (isValue(tokens, i)) {
        words.add(VALUE);
        quantities.add(at.text());
      } else if (at.isWord() || at.isNumber()) {
        words.add(at.text().toLowerCase(Locale.ROOT));
      } else if (at.text().equals(":") && quantities.isEmpty()) {
        lead = words.size();
      }
    }
    return new Statement(words, quantities, lead);
  }

  /**
   * The statement without what only announces it, as a mail does: words up to a colon
   * ("Reminder:"), and that it holds from now on.
   */
  Statement announced() {
    List<String> rest = new ArrayList<>(words.subList(lead, words.size()));
    for (List<String> phrase : FROM_NOW_ON) {
      int at = Collections.indexOfSubList(rest, phrase);
      if (at >= 0) {
        rest.subList(at, at + phrase.size()).clear();
      }
    }
    return new Statement(rest, quantities, 0);
  }

  private static boolean isValue(List<Token> tokens, int i) {
    Token token = tokens.get(i);
    if (!token.isNumber()) {
      return token.isWord() && isSpelledValue(tokens, i);
    }
    if (i == 0) {
      return true;
    }
    Token before = tokens.get(i - 1);
    if (before.end() == token.start()) {
      return !before.isWord() && "-/.#_".indexOf(before.text().charAt(0)) < 0; // a code: "PPR-9087"
    }
    if (before.isWord()) {
      boolean name = Character.isUpperCase(before.text().codePointAt(0));
      return !Designators.contains(before.text()) && (!name || isMonth(before.text()));
    }
    boolean column = before.text().equals(":") && i > 1; // "Zone: 2"
    return !column || !Designators.contains(tokens.get(i - 2).text());
  }

  /** "eight"; a month only beside its day or year. */
  private static boolean isSpelledValue(List<Token> tokens, int i) {
    String word = tokens.get(i).text();
    if (Quantities.of(word).isEmpty() || DAY.matcher(word).matches()) {
      return false;
    }
    boolean beside =
        i > 0 && tokens.get(i - 1).isNumber()
            || i + 1 < tokens.size() && tokens.get(i + 1).isNumber();
    return !isMonth(word) || beside;
  }

  private static boolean isMonth(String word) {
    return Character.isUpperCase(word.codePointAt(0))
        && !Quantities.of(word).isEmpty()
        && !DAY.matcher(word).matches()
        && !Character.isDigit(Quantities.of(word).iterator().next().charAt(0));
  }

  /** Whether another sentence says the same with other values. */
  boolean contradicts(Statement other) {
    return words.equals(other.words)
        && words.stream().filter(word -> !word.equals(VALUE)).count() >= 2
        && !values().equals(other.values());
  }

  /** The values as they compare. */
  List<String> values() {
    return quantities.stream().map(value -> String.join(" ", Quantities.of(value))).toList();
  }
}
