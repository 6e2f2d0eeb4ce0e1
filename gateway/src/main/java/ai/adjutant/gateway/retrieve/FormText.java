package ai.adjutant.gateway.retrieve;

import java.util.Locale;
import java.util.regex.Pattern;

/** Finds forms of terms in texts, without regard to case and signs. */
final class FormText {
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private FormText() {}

  static String plain(String text) {
    return SIGNS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
  }

  /** Whether a plain text holds a form as words of its own; Korean particles may follow it. */
  static boolean holds(String plain, String form) {
    String wanted = plain(form).strip();
    for (int at = plain.indexOf(wanted);
        at >= 0 && !wanted.isEmpty();
        at = plain.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      boolean starts = at == 0 || plain.charAt(at - 1) == ' ';
      if (starts && (end == plain.length() || !continues(plain.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean continues(char c) {
    return Character.isLetterOrDigit(c)
        && Character.UnicodeScript.of(c) != Character.UnicodeScript.HANGUL;
  }
}
