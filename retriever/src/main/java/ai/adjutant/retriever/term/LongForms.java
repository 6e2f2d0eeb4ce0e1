package ai.adjutant.retriever.term;

/**
 * Matches abbreviations with long forms from the end, as Schwartz and Hearst describe it (A Simple
 * Algorithm for Identifying Abbreviation Definitions in Biomedical Text, 2003). Pure.
 */
final class LongForms {
  private LongForms() {}

  /**
   * Returns where the long form starts in the text before its abbreviation; -1 where there is none:
   * each letter of the abbreviation must stand in it, in order, the first one at a word's start.
   */
  static int start(String shortForm, String before) {
    int at = before.length() - 1;
    for (int i = shortForm.length() - 1; i >= 0; i--) {
      int letter = Character.toLowerCase(shortForm.charAt(i));
      if (!Character.isLetterOrDigit(letter)) {
        continue;
      }
      while (at >= 0
          && (Character.toLowerCase(before.charAt(at)) != letter
              || (i == 0 && at > 0 && Character.isLetterOrDigit(before.charAt(at - 1))))) {
        at--;
      }
      if (at < 0) {
        return -1;
      }
      at--;
    }
    return longEnough(shortForm, before, at + 1) ? at + 1 : -1;
  }

  /** Bounds the words, and refuses what begins within the letters of one word only. */
  private static boolean longEnough(String shortForm, String before, int start) {
    int words = before.substring(start).strip().split("\\s+").length;
    return words <= Math.min(shortForm.length() + 5, shortForm.length() * 2)
        && !before.substring(start).contains(shortForm)
        && !before.substring(start).matches("(?s).*[.;!?] .*");
  }
}
