package ai.adjutant.retriever.parse.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises lines that are written for search engines: short phrases in a row, nearly all of which
 * repeat one word ("Tensile strength of B22-3. Hardness of B22-3. …"). They hold the words of every
 * question and the answer to none.
 */
final class KeywordLine {
  private static final int CHARACTERS_MAX = 2_000;
  private static final int PHRASES_MIN = 5;
  private static final int PHRASE_WORDS_MAX = 5;
  private static final double REPEATED_SHARE = 0.8;
  private static final int WORD_CHARACTERS_MIN = 3;
  private static final Pattern BORDER = Pattern.compile("[,;|·•]\\s*|\\.\\s+|\\.$");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private KeywordLine() {}

  static boolean is(String line) {
    if (line.length() > CHARACTERS_MAX) {
      return false;
    }
    Map<String, Integer> held = new HashMap<>();
    int phrases = 0;
    for (String phrase : BORDER.split(line)) {
      String[] words = BLANKS.split(phrase.strip().toLowerCase(Locale.ROOT));
      if (words.length > PHRASE_WORDS_MAX) {
        return false;
      }
      phrases++;
      Set<String> once = new HashSet<>();
      for (String word : words) {
        if (word.length() >= WORD_CHARACTERS_MIN && once.add(word)) {
          held.merge(word, 1, Integer::sum);
        }
      }
    }
    int most = held.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return phrases >= PHRASES_MIN && most >= REPEATED_SHARE * phrases;
  }
}
