package ai.adjutant.gateway.retrieve;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds forms of terms in texts, without regard to case and signs. */
final class FormText {
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private FormText() {}

  static String plain(String text) {
    String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC); // wide letters are letters
    return SIGNS.matcher(narrow.toLowerCase(Locale.ROOT)).replaceAll(" ");
  }

  /**
   * Whether a plain text holds a form as words of its own. Korean particles may follow it, and in
   * scripts without blanks anything may stand beside it.
   */
  static boolean holds(String plain, String form) {
    String wanted = plain(form).strip();
    for (int at = plain.indexOf(wanted);
        at >= 0 && !wanted.isEmpty();
        at = plain.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean starts =
          at == 0
              || plain.charAt(at - 1) == ' '
              || isUnspaced(plain.charAt(at - 1))
              || isUnspaced(plain.charAt(at));
      boolean ends =
          end == plain.length()
              || !continues(plain.charAt(end))
              || isUnspaced(plain.charAt(end - 1));
      if (starts && ends) {
        return true;
      }
    }
    return false;
  }

  private static boolean continues(char c) {
    return Character.isLetterOrDigit(c)
        && Character.UnicodeScript.of(c) != Character.UnicodeScript.HANGUL
        && !isUnspaced(c);
  }

  /** Whether the character is of a script that puts no blanks between words. */
  private static boolean isUnspaced(char c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> c == 'ー';
    };
  }
}
