package ai.adjutant.gateway.prompt;

import java.util.Locale;
import java.util.Set;

/** Names a language in which models are instructed and fixed texts are written. */
public enum PromptLanguage {
  /** English; also for questions in languages without texts of their own. */
  EN,
  /** German. */
  DE,
  /** Korean. */
  KO;

  private static final Set<String> GERMAN =
      Set.of(
          "der", "die", "das", "den", "dem", "und", "ist", "sind", "nicht", "ein", "eine", "einen",
          "einer", "wie", "wann", "wo", "wer", "welche", "welcher", "welches", "kann", "ich", "wir",
          "für", "mit", "von", "zu", "auf", "bei", "muss", "darf", "wird", "werden", "viel");
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "and", "is", "are", "not", "a", "an", "how", "when", "where", "who", "what",
          "which", "can", "i", "we", "for", "with", "of", "to", "on", "at", "must", "may", "do",
          "does", "will", "be", "in", "my", "much", "many");

  /** Returns the language of a question; English where it can't be determined. */
  public static PromptLanguage of(String question) {
    long letters = question.codePoints().filter(Character::isLetter).count();
    long hangul =
        question
            .codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL)
            .count();
    if (hangul * 3 > letters) {
      return KO; // product names in Latin letters are common in Korean questions
    }
    int german = 0;
    int english = 0;
    for (String word : question.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      german += GERMAN.contains(word) ? 1 : 0;
      english += ENGLISH.contains(word) ? 1 : 0;
    }
    return german > english ? DE : EN;
  }
}
