package ai.adjutant.retriever.encode;

import java.util.List;
import java.util.Locale;

/**
 * Describes the model that made vectors. Vectors of different digests can't be compared.
 *
 * @param model its name
 * @param digest SHA-256 of its files, hexadecimal
 * @param dimensions length of its vectors
 * @param languages BCP 47 languages that it knows; empty means every language
 */
public record EncoderIdentity(String model, String digest, int dimensions, List<String> languages) {
  /** Longest vector that an index stores. */
  public static final int DIMENSIONS_MAX = 1024;

  /** Checks the length. */
  public EncoderIdentity {
    languages = List.copyOf(languages);
    if (dimensions < 1 || dimensions > DIMENSIONS_MAX) {
      throw new IllegalArgumentException(
          "vectors of " + dimensions + " values; an index stores 1 to " + DIMENSIONS_MAX);
    }
  }

  /** Returns whether its vectors mean something in a BCP 47 language, whatever the region. */
  public boolean knows(String language) {
    String code = Locale.forLanguageTag(language).getLanguage();
    return languages.isEmpty()
        || languages.stream()
            .anyMatch(known -> Locale.forLanguageTag(known).getLanguage().equals(code));
  }
}
