package ai.adjutant.retriever.term;

import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads abbreviations as Japanese and Chinese write them, without blanks and in wide brackets.
 * Pure.
 */
final class EastAsianForms {
  /** How far wide letters, digits and signs lie behind the plain ones. */
  private static final int WIDE = 0xfee0;

  private static final String WORD = "\\p{IsHan}\\p{IsKatakana}ー・";
  private static final Pattern HIRAGANA = Pattern.compile("\\p{IsHiragana}");

  /** Kanji and Katakana, between which Japanese sets Hiragana: "最初通話解決率(FCR)". */
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<![" + WORD + "])([" + WORD + "]{2,20}+) ?\\((" + TermCollector.SHORT + ")\\)");

  private EastAsianForms() {}

  /** Returns the text with plain letters, digits, brackets and commas for wide ones; as long. */
  static String narrow(String text) {
    if (text.chars().noneMatch(EastAsianForms::isWide)) {
      return text;
    }
    StringBuilder narrow = new StringBuilder(text);
    for (int i = 0; i < narrow.length(); i++) {
      if (isWide(narrow.charAt(i))) {
        narrow.setCharAt(i, (char) (narrow.charAt(i) - WIDE));
      }
    }
    return narrow.toString();
  }

  private static boolean isWide(int c) {
    return c == '（'
        || c == '）'
        || c == '，'
        || (c >= '０' && c <= '９')
        || (c >= 'Ａ' && c <= 'Ｚ')
        || (c >= 'ａ' && c <= 'ｚ');
  }

  /** Takes the short and the long form of abbreviations in brackets behind a word of Japanese. */
  static void behind(String text, BiConsumer<String, String> found) {
    if (text.indexOf('(') < 0 || !HIRAGANA.matcher(text).find()) {
      return; // Chinese has no marks between words: where the long form begins is open
    }
    Matcher pair = BEHIND.matcher(text);
    while (pair.find()) {
      found.accept(pair.group(2), pair.group(1));
    }
  }
}
