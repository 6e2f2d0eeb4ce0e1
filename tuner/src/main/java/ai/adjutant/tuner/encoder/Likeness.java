package ai.adjutant.tuner.encoder;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Compares texts by their words. */
final class Likeness {
  /** Two editions of a page share about this much. */
  private static final double SHARED_MIN = 0.7;

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Likeness() {}

  static List<String> words(String text) {
    return BETWEEN
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The words of a text with a blank around each, so that part of it can be looked for. */
  static String line(String text) {
    return " " + String.join(" ", words(text)) + " ";
  }

  /** Whether two texts are nearly the same: of their words most are in both. */
  static boolean near(String one, String other) {
    return one.equals(other) || near(Set.copyOf(words(one)), Set.copyOf(words(other)));
  }

  static boolean near(Set<String> one, Set<String> other) {
    Set<String> shared = new LinkedHashSet<>(one);
    shared.retainAll(other);
    int all = one.size() + other.size() - shared.size();
    return all == 0 || shared.size() >= SHARED_MIN * all;
  }
}
