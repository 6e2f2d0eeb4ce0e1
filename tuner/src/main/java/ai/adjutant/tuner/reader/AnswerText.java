package ai.adjutant.tuner.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares answers as SQuAD does: case, punctuation and articles do not count. */
final class AnswerText {
  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
  private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b");

  private AnswerText() {}

  private static List<String> words(String text) {
    String plain = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    String bare = ARTICLES.matcher(plain).replaceAll(" ").strip();
    return bare.isEmpty() ? List.of() : List.of(bare.split("\\s+"));
  }

  /** The harmonic mean of precision and recall of words, 0 to 1. */
  static double f1(String given, String right) {
    List<String> ours = words(given);
    List<String> theirs = words(right);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return ours.equals(theirs) ? 1 : 0;
    }
    Map<String, Integer> left = new HashMap<>();
    theirs.forEach(word -> left.merge(word, 1, Integer::sum));
    int shared = 0;
    for (String word : ours) {
      if (left.getOrDefault(word, 0) > 0) {
        left.merge(word, -1, Integer::sum);
        shared++;
      }
    }
    return 2.0 * shared / (ours.size() + theirs.size());
  }
}
