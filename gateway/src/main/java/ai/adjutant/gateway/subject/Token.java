package ai.adjutant.gateway.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a text. Letters without cases (Korean, Chinese, Japanese) part from those with cases
 * and from digits, since particles follow names without a blank.
 *
 * @param text the word as written
 * @param start first UTF-16 code unit
 * @param end one past the last
 */
record Token(String text, int start, int end) {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}&&[^\\p{Lo}]]+(?:['’][\\p{L}&&[^\\p{Lo}]]+)?|\\p{Lo}+");

  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      tokens.add(new Token(word.group(), word.start(), word.end()));
    }
    return tokens;
  }

  /** Whether it tells one of a series from the others: "X", "3", "S4". */
  boolean isLabel() {
    boolean digits = text.chars().anyMatch(Character::isDigit);
    return text.length() <= 4
        && (digits || (text.length() == 1 && Character.isUpperCase(text.charAt(0))));
  }

  boolean isNumber() {
    return text.chars().allMatch(Character::isDigit);
  }

  boolean isCapitalised() {
    return Character.isUpperCase(text.charAt(0));
  }

  /** Whether only a blank stands between this word and the next. */
  boolean adjoins(Token next, String whole) {
    return next.start == end + 1 && whole.charAt(end) == ' ' || next.start == end;
  }
}
