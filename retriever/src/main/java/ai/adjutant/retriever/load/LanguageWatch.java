package ai.adjutant.retriever.load;

import ai.adjutant.retriever.encode.EncoderIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says so when documents are in a language that the encoder, or the corpus, was not made for.
 * Single documents among many don't count: short texts are easily mistaken. Any thread may call.
 */
final class LanguageWatch {
  /** Share of a load's documents from which a language counts. */
  private static final double SHARE_MIN = 0.05;

  private final String corpusLanguage;

  /** The encoder whose vectors the corpus' searches use; empty where they go by words alone. */
  private final Optional<EncoderIdentity> encoder;

  private final Map<String, Integer> counts = new TreeMap<>();
  private int documents;

  LanguageWatch(String corpusLanguage, Optional<EncoderIdentity> encoder) {
    this.corpusLanguage = language(corpusLanguage);
    this.encoder = encoder.filter(known -> known.knows(this.corpusLanguage));
  }

  private static String language(String tag) {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  synchronized void saw(String documentLanguage) {
    documents++;
    String language = language(documentLanguage);
    if (!language.isEmpty()) {
      counts.merge(language, 1, Integer::sum);
    }
  }

  /** What a person should know, one warning a language. */
  synchronized List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    counts.forEach((language, count) -> {
      if (count >= documents * SHARE_MIN) {
        warning(language, count).ifPresent(warnings::add);
      }
    });
    return warnings;
  }

  private Optional<String> warning(String language, int count) {
    boolean wordsFit = language.equals(corpusLanguage);
    boolean vectorsFit = encoder.isEmpty() || encoder.get().knows(language);
    if (wordsFit && vectorsFit) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(count).append(" documents are in language ").append(language);
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
