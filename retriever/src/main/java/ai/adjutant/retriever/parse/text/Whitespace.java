package ai.adjutant.retriever.parse.text;

/** Makes white space and control characters plain. */
public final class Whitespace {
  private Whitespace() {}

  /** Returns the text as one line with single blanks and none around it. */
  public static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c)) {
        blank = !out.isEmpty();
      } else if (!isInvisible(c)) {
        if (blank) {
          out.append(' ');
          blank = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Keeps line breaks (as {@code \n}); control characters, blanks at the ends of lines and all but
   * one of several empty lines removed; nothing around.
   */
  public static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      if (isLineBreak(c)) {
        endLine(out);
      } else if (c == '\t') {
        out.append('\t');
      } else if (isBlank(c)) {
        out.append(' ');
      } else if (!isInvisible(c)) {
        out.append(c);
      }
    }
    return out.toString().strip();
  }

  private static void endLine(StringBuilder out) {
    int length = out.length();
    while (length > 0 && (out.charAt(length - 1) == ' ' || out.charAt(length - 1) == '\t')) {
      length--;
    }
    out.setLength(length);
    boolean emptyBefore =
        length == 0
            || (length > 1 && out.charAt(length - 1) == '\n' && out.charAt(length - 2) == '\n');
    if (!emptyBefore) {
      out.append('\n');
    }
  }

  /** Returns whether the character ends a line. */
  public static boolean isLineBreak(char c) {
    return switch (c) {
      case '\n', '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** Control characters, soft hyphens, zero-width characters and byte-order marks. */
  private static boolean isInvisible(char c) {
    return switch (c) {
      case '\u00ad', '\u200b', '\u200e', '\u200f', '\u2060', '\ufeff', '\ufffe', '\uffff' -> true;
      default -> Character.isISOControl(c);
    };
  }
}
