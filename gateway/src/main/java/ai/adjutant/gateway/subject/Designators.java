package ai.adjutant.gateway.subject;

import java.util.Locale;

/** Nouns behind which a number or letter names one of a series: "zone 3", "version 2". */
public final class Designators {
  private Designators() {}

  /** Returns whether a word is one, in English, German or Korean. */
  public static boolean contains(String word) {
    return WordList.DESIGNATORS.contains(word.toLowerCase(Locale.ROOT));
  }
}
