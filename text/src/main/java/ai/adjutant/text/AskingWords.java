package ai.adjutant.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words and phrases of one language that only ask.
 *
 * <p>A line of the list is a word, a phrase, a phrase with a gap ("what does … mean": both ends
 * ask, within one sentence), or a stem after "~", for languages whose words come with their
 * endings. "#" begins a comment.
 */
final class AskingWords {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}]+)*");
  private static final String GAP = "…";

  /** A gap spans at most so many words. */
  private static final int GAP_WORDS_MAX = 16;

  private final Map<String, List<Phrase>> phrases = new HashMap<>();
  private final Set<String> stems = new HashSet<>();

  private AskingWords() {}

  private record Phrase(List<String> head, List<String> tail) {}

  private record Word(String text, int start, int end) {}

  static AskingWords read(String language) {
    AskingWords asking = new AskingWords();
    String file = "question-words." + Locale.forLanguageTag(language).getLanguage() + ".txt";
    if (AskingWords.class.getResource(file) != null) {
      WordFile.lines(AskingWords.class, file).forEach(asking::add);
    }
    return asking;
  }

  private void add(String line) {
    if (line.startsWith("~")) {
      stems.add(line.substring(1));
    } else {
      int gap = line.indexOf(GAP);
      List<String> head = texts(gap < 0 ? line : line.substring(0, gap));
      List<String> tail = gap < 0 ? List.of() : texts(line.substring(gap + 1));
      phrases
          .computeIfAbsent(head.getFirst(), first -> new ArrayList<>())
          .add(new Phrase(head, tail));
    }
  }

  /** Returns whether a stem only asks, wherever it stands. */
  boolean isStem(String stem) {
    return stems.contains(stem);
  }

  /** Returns the offsets of the text at which words stand that ask. */
  BitSet places(String text) {
    BitSet places = new BitSet();
    List<Word> words = words(text);
    for (int i = 0; i < words.size(); i++) {
      for (Phrase phrase : phrases.getOrDefault(words.get(i).text(), List.of())) {
        if (stands(phrase.head(), words, i)) {
          mark(phrase, words, i, text, places);
        }
      }
    }
    return places;
  }

  private static void mark(Phrase phrase, List<Word> words, int at, String text, BitSet places) {
    int end = at + phrase.head().size();
    if (phrase.tail().isEmpty()) {
      mark(words, at, end, places);
      return;
    }
    for (int i = end; i < Math.min(words.size(), end + GAP_WORDS_MAX); i++) {
      if (endsSentence(text, words.get(i - 1).end(), words.get(i).start())) {
        return;
      }
      if (i > end && stands(phrase.tail(), words, i)) {
        mark(words, at, end, places);
        mark(words, i, i + phrase.tail().size(), places);
        return;
      }
    }
  }

  private static boolean endsSentence(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (".?!\n。？！".indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static void mark(List<Word> words, int from, int to, BitSet places) {
    for (Word word : words.subList(from, to)) {
      places.set(word.start(), word.end());
    }
  }

  private static boolean stands(List<String> phrase, List<Word> words, int at) {
    if (at + phrase.size() > words.size()) {
      return false;
    }
    for (int i = 0; i < phrase.size(); i++) {
      if (!phrase.get(i).equals(words.get(at + i).text())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(String text) {
    return words(text).stream().map(Word::text).toList();
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      String plain = word.group().toLowerCase(Locale.ROOT).replace('’', '\'');
      words.add(new Word(plain, word.start(), word.end()));
    }
    return words;
  }
}
