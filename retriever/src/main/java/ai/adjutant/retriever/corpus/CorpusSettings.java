package ai.adjutant.retriever.corpus;

import ai.adjutant.chassis.error.AdjutantException;
import java.time.Instant;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * States what is fixed when a corpus is created.
 *
 * @param name id, lower-case letters, digits and hyphens
 * @param language BCP 47 language of its documents
 * @param chunking how documents are cut
 */
public record CorpusSettings(String name, String language, Chunking chunking, Instant createTime) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final Set<String> ISO_LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Refuses names and languages that are none. */
  public CorpusSettings {
    requireName(name);
    try {
      String tag = new Locale.Builder().setLanguageTag(language).build().toLanguageTag();
      if (language.isEmpty() || tag.equals("und")) {
        throw new IllformedLocaleException("empty");
      }
    } catch (IllformedLocaleException e) {
      throw new AdjutantException(
          CorpusReason.BAD_LANGUAGE,
          "'" + cut(language) + "' is no language tag; give one such as en, de or ko",
          e);
    }
  }

  /**
   * Refuses what can't name a corpus.
   *
   * @throws AdjutantException BAD_CORPUS_NAME
   */
  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new AdjutantException(
          CorpusReason.BAD_CORPUS_NAME,
          "'"
              + cut(name)
              + "' can't name a corpus; use 1 to 63 lower-case letters, digits and hyphens, no"
              + " hyphen first or last");
    }
  }

  /**
   * Refuses a language that is none, though it is written as one.
   *
   * @param stemmed languages that are read best, for the message
   * @throws AdjutantException BAD_LANGUAGE
   */
  void requireLanguage(List<String> stemmed) {
    String code = Locale.forLanguageTag(language).getLanguage();
    if (!stemmed.contains(code) && !ISO_LANGUAGES.contains(code)) {
      throw new AdjutantException(
          CorpusReason.BAD_LANGUAGE,
          "'"
              + cut(language)
              + "' is no language that is known; give one of "
              + String.join(", ", stemmed)
              + ", or the two-letter code (ISO 639-1) of another one, whose words are then searched"
              + " as they are written");
    }
  }

  private static String cut(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** States how documents are cut into chunks. */
  public enum Chunking {
    /** Along headings and sentences. */
    SECTIONS,
    /** One chunk a document. */
    WHOLE
  }
}
