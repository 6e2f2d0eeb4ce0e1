package ai.adjutant.text;

import java.util.Locale;
import java.util.Set;

/**
 * The words that are in common use in a language: a question that holds one means it, even where a
 * corpus does not know it. Lists exist for English; other languages have none. Pure.
 */
public final class CommonWords {
  private static final Set<String> ENGLISH =
      WordFile.words(CommonWords.class, "common-words.en.txt");

  private CommonWords() {}

  /** Returns whether a word is in common use in a BCP 47 language, as far as there is a list. */
  public static boolean holds(String language, String word) {
    return Locale.forLanguageTag(language).getLanguage().equals("en")
        && ENGLISH.contains(word.toLowerCase(Locale.ROOT));
  }
}
