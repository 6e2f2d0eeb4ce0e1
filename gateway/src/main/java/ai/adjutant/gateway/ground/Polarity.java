package ai.adjutant.gateway.ground;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether two sentences on the same thing contradict each other, by negations and by pairs of
 * words that exclude each other. It reads words only, no grammar: a sentence that denies twice
 * counts as one that does not.
 */
final class Polarity {
  private static final Pattern WORD = Pattern.compile("[\\p{L}]+(?:['’]t)?");
  private static final Set<String> NEGATIONS =
      Set.of(
          "no",
          "not",
          "never",
          "none",
          "nobody",
          "nothing",
          "neither",
          "nor",
          "without",
          "cannot",
          "can't",
          "cant",
          "won't",
          "don't",
          "doesn't",
          "didn't",
          "isn't",
          "aren't",
          "wasn't",
          "weren't",
          "mustn't",
          "shouldn't",
          "needn't",
          "couldn't",
          "wouldn't",
          "hasn't",
          "haven't",
          "unable",
          "excluded",
          "except");

  /** One word of the left beside one of the right, with the rest the same, says the contrary. */
  private static final List<Opposites> OPPOSITES =
      List.of(
          pair("allowed permitted may", "forbidden prohibited banned barred"),
          pair("before", "after"),
          pair("minimum least", "maximum most"),
          pair("more above over exceeds higher", "less below under fewer lower"),
          pair("increase increases increased rises", "decrease decreases decreased falls reduced"),
          pair("always", "never sometimes"),
          pair("include includes included including", "exclude excludes excluded excluding"),
          pair("free", "charged billed paid"),
          pair("mandatory required compulsory obligatory", "optional voluntary"),
          pair("accept accepts accepted", "refuse refuses refused reject rejects rejected"),
          pair("open opens opened", "close closes closed"),
          pair("on", "off"),
          pair("first", "last"),
          pair("enable enabled enables", "disable disabled disables"),
          pair("possible", "impossible"),
          pair("valid", "invalid void"));

  private final Set<String> words;
  private final boolean negative;

  private Polarity(Set<String> words, boolean negative) {
    this.words = words;
    this.negative = negative;
  }

  /** Reads a sentence. */
  static Polarity of(String sentence) {
    Set<String> words = new java.util.HashSet<>();
    int negations = 0;
    Matcher word = WORD.matcher(sentence.toLowerCase(Locale.ROOT).replace('’', '\''));
    while (word.find()) {
      words.add(word.group());
      negations += NEGATIONS.contains(word.group()) ? 1 : 0;
    }
    return new Polarity(words, negations % 2 == 1);
  }

  /** Returns true when this sentence denies what the other says. */
  boolean contradicts(Polarity other) {
    return negative != other.negative
        ? !oppositesBetween(other) // "not allowed" and "forbidden" agree
        : oppositesBetween(other);
  }

  private boolean oppositesBetween(Polarity other) {
    for (Opposites opposites : OPPOSITES) {
      if (opposites.split(words, other.words) || opposites.split(other.words, words)) {
        return true;
      }
    }
    return false;
  }

  private static Opposites pair(String left, String right) {
    return new Opposites(Set.of(left.split(" ")), Set.of(right.split(" ")));
  }

  private record Opposites(Set<String> left, Set<String> right) {
    /** Returns true when one sentence has only left words and the other only right ones. */
    boolean split(Set<String> one, Set<String> other) {
      return any(one, left) && !any(one, right) && any(other, right) && !any(other, left);
    }

    private static boolean any(Set<String> words, Set<String> of) {
      for (String word : of) {
        if (words.contains(word)) {
          return true;
        }
      }
      return false;
    }
  }
}
