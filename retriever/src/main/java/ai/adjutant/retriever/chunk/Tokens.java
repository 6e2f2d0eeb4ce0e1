package ai.adjutant.retriever.chunk;

/**
 * Estimates how many tokens an encoder makes of a text: one for each six letters begun of a word,
 * three digits begun of a number, and one for every other sign; scripts without blanks one a
 * character.
 */
final class Tokens {
  private static final int LETTERS_A_TOKEN = 6;
  private static final int DIGITS_A_TOKEN = 3;

  private Tokens() {}

  static int estimate(String text, int start, int end) {
    Count count = new Count();
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      count.add(c);
    }
    return count.tokens;
  }

  /** Where the stretch from start reaches that many tokens; the end when it never does. */
  static int end(String text, int start, int end, int tokensMax) {
    Count count = new Count();
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      count.add(c);
      if (count.tokens > tokensMax) {
        return i;
      }
      i += Character.charCount(c);
    }
    return end;
  }

  private static final class Count {
    private int tokens;
    private int letters;
    private int digits;

    void add(int c) {
      boolean letter = Character.isLetter(c) && !Character.isIdeographic(c) && !isSyllable(c);
      boolean digit = Character.isDigit(c);
      letters = letter ? letters + 1 : 0;
      digits = digit ? digits + 1 : 0;
      if (letter) {
        tokens += letters % LETTERS_A_TOKEN == 1 ? 1 : 0;
      } else if (digit) {
        tokens += digits % DIGITS_A_TOKEN == 1 ? 1 : 0;
      } else if (!Character.isWhitespace(c)) {
        tokens++;
      }
    }
  }

  private static boolean isSyllable(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HANGUL, HIRAGANA, KATAKANA, THAI -> true;
      default -> false;
    };
  }
}
