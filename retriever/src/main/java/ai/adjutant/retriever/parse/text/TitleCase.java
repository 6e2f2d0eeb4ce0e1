package ai.adjutant.retriever.parse.text;

/** Tells lines that are written like titles. */
public final class TitleCase {
  private static final int CHARACTERS_MAX = 70;
  private static final int SMALL_WORD_CHARACTERS_MAX = 4;

  private TitleCase() {}

  /**
   * Returns true for a short line whose words are capitalised, but for the small ones, and that
   * ends in none of .,;:!?
   */
  public static boolean is(String text) {
    if (text.length() > CHARACTERS_MAX
        || ".,;:!?".indexOf(text.charAt(text.length() - 1)) >= 0
        || !Character.isUpperCase(text.codePointAt(0))) {
      return false;
    }
    for (String word : text.split("[\\s/-]+")) {
      if (word.length() > SMALL_WORD_CHARACTERS_MAX && Character.isLowerCase(word.codePointAt(0))) {
        return false;
      }
    }
    return true;
  }
}
