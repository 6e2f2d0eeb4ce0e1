package ai.adjutant.tuner.pairs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words and stretches of a text. */
final class Texts {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’.-][\\p{L}\\p{N}]+)*");
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[a-z0-9)\\]\"'%][.!?])\\s+(?=[A-Z\"])");
  private static final List<String> CORRECTIONS = WordLists.lines("self-corrections");
  private static final int CONTENT_WORD = 4;

  private Texts() {}

  /** Whether a stretch stands in a text between two ends of words, in whatever case. */
  static boolean holds(String text, String stretch) {
    return wordly(stretch, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text).find();
  }

  /** Whether any word of a list, or mark of a unit, stands in a text. */
  static boolean holdsAny(String text, List<String> words) {
    for (String word : words) {
      boolean mark = !Character.isLetterOrDigit(word.charAt(0));
      if (mark ? text.contains(word) : holds(text, word)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces a stretch where it first stands between two ends of words; the same text if nowhere.
   */
  static String replaced(String text, String stretch, String by) {
    return wordly(stretch, 0).matcher(text).replaceFirst(Matcher.quoteReplacement(by));
  }

  private static Pattern wordly(String stretch, int flags) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}])" + Pattern.quote(stretch) + "(?![\\p{L}\\p{N}])", flags);
  }

  /** Whether a speaker corrects himself, so that a part of what is said is not meant. */
  static boolean isCorrected(String question) {
    return CORRECTIONS.stream().anyMatch(words -> question.contains(" " + words + " "));
  }

  /** The words of a text as they stand. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** The words of a text that mean something, in small letters. */
  static Set<String> content(String text) {
    Set<String> content = new LinkedHashSet<>();
    for (String word : words(text)) {
      if (word.length() >= CONTENT_WORD || Character.isDigit(word.charAt(0))) {
        content.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return content;
  }

  /** The sentences of a text, roughly. */
  static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    for (String line : text.split("\\n+")) {
      for (String sentence : SENTENCE_END.split(line)) {
        if (!sentence.isBlank()) {
          sentences.add(sentence.strip());
        }
      }
    }
    return sentences;
  }

  /** With a small first letter, unless the first word is a name or an abbreviation. */
  static String lowered(String text) {
    boolean plain =
        text.length() > 1
            && Character.isUpperCase(text.charAt(0))
            && !Character.isUpperCase(text.charAt(1))
            && !text.startsWith("I ");
    return plain ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  /** With a capital first letter. */
  static String raised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
