package ai.adjutant.retriever.load;

import ai.adjutant.retriever.encode.EncoderIdentity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says so when documents are in a language that the encoder, or the corpus, was not made for. */
final class LanguageWatch {
  /** Models say in their name that they know English alone: bge-small-en-v1.5. */
  private static final Pattern ENGLISH_MODEL = Pattern.compile("(?i)(^|.*[-_.])en([-_.].*|$)");

  private LanguageWatch() {}

  static Optional<String> warning(
      String documentLanguage, String corpusLanguage, Optional<EncoderIdentity> encoder) {
    String language = Locale.forLanguageTag(documentLanguage).getLanguage();
    if (language.isEmpty() || language.equals("en")) {
      return Optional.empty();
    }
    boolean wordsFit = language.equals(Locale.forLanguageTag(corpusLanguage).getLanguage());
    boolean vectorsFit =
        encoder.isEmpty() || !ENGLISH_MODEL.matcher(encoder.get().model()).matches();
    if (wordsFit && vectorsFit) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("some documents are in language " + language);
    if (!vectorsFit) {
      text.append(", which the encoder ").append(encoder.get().model()).append(" does not know: ");
      text.append("their vectors mislead; search them with --mode bm25");
    }
    if (!wordsFit) {
      text.append(vectorsFit ? ", " : "; ");
      text.append("words are cut as in language ").append(corpusLanguage);
      text.append(": create a corpus with --language ").append(language).append(" for them");
    }
    return Optional.of(text.toString());
  }
}
