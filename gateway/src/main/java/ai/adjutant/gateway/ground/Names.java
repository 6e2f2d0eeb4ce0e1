package ai.adjutant.gateway.ground;

import ai.adjutant.text.CommonWords;
import ai.adjutant.text.Words;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of an English sentence: words with a capital that is not the sentence's own. A name is
 * held by a text that has a word which begins alike ("German", "Germany"), or words with its
 * initials ("UN", "United Nations"). Pure.
 */
final class Names {
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}]*");
  private static final Words ENGLISH = Words.of("en");
  private static final int PREFIX_MIN = 4;
  private static final int LENGTH_MIN = 2;
  private static final double PREFIX_SHARE = 0.6;

  private final Set<String> words = new HashSet<>();
  private final StringBuilder initials = new StringBuilder();

  /** Reads the texts that may hold names. */
  Names(List<String> texts) {
    for (String text : texts) {
      Matcher word = WORD.matcher(text);
      while (word.find()) {
        words.add(word.group().toLowerCase(Locale.ROOT));
        if (Character.isUpperCase(word.group().charAt(0))) {
          initials.append(Character.toLowerCase(word.group().charAt(0)));
        }
      }
      initials.append(' ');
    }
  }

  /** Returns whether the texts hold every name of a sentence. */
  boolean holdAll(String sentence) {
    return of(sentence).stream().allMatch(this::hold);
  }

  /** Names in order; the first word counts only where the next one is a name too. */
  static Set<String> of(String sentence) {
    Set<String> names = new LinkedHashSet<>();
    Matcher word = WORD.matcher(sentence);
    String first = "";
    int firstEnd = 0;
    boolean begins = true;
    while (word.find()) {
      boolean name =
          Character.isUpperCase(word.group().charAt(0)) && word.group().length() >= LENGTH_MIN;
      boolean opens = begins || opens(sentence, word.start());
      if (opens) {
        first = name && !isPlain(word.group()) ? word.group() : "";
        firstEnd = word.end();
      } else if (name) {
        names.add(word.group());
        if (!first.isEmpty() && sentence.substring(firstEnd, word.start()).equals(" ")) {
          names.add(first);
        }
      }
      first = opens ? first : "";
      begins = false;
    }
    return names;
  }

  /** Whether a word has a capital only since a sentence begins with it: "The", "Most". */
  private static boolean isPlain(String word) {
    return ENGLISH.stems(word).isEmpty() || CommonWords.holds("en", word);
  }

  /** Whether a word stands behind what may open a sentence, a quotation say. */
  private static boolean opens(String sentence, int start) {
    String before = sentence.substring(0, start).stripTrailing();
    return !before.isEmpty() && "\"“„:.!?".indexOf(before.charAt(before.length() - 1)) >= 0;
  }

  private boolean hold(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (words.contains(lower)) {
      return true;
    }
    if (name.chars().allMatch(Character::isUpperCase) && initials.indexOf(lower) >= 0) {
      return true;
    }
    int prefix = Math.max(PREFIX_MIN, (int) Math.ceil(lower.length() * PREFIX_SHARE));
    return lower.length() >= prefix
        && words.stream()
            .anyMatch(
                word -> word.length() >= prefix && word.startsWith(lower.substring(0, prefix)));
  }
}
