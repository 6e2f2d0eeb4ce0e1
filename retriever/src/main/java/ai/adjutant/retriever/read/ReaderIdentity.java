package ai.adjutant.retriever.read;

import java.util.List;
import java.util.Locale;

/**
 * Describes the model that read.
 *
 * @param model its name
 * @param digest SHA-256 of its files, hexadecimal
 * @param languages BCP 47 languages that it knows; empty means every language
 */
public record ReaderIdentity(String model, String digest, List<String> languages) {
  /** Copies the languages. */
  public ReaderIdentity {
    languages = List.copyOf(languages);
  }

  /** Returns whether its readings mean something in a BCP 47 language, whatever the region. */
  public boolean knows(String language) {
    String code = Locale.forLanguageTag(language).getLanguage();
    return languages.isEmpty()
        || languages.stream()
            .anyMatch(known -> Locale.forLanguageTag(known).getLanguage().equals(code));
  }
}
