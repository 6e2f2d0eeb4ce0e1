package ai.adjutant.gateway.subject;

import ai.adjutant.text.WordFile;
import java.util.Locale;
import java.util.Set;

/** The lists of words by which places in a question are told. */
final class WordList {
  /** Nouns behind which a number or letter names one of a series. */
  static final Set<String> DESIGNATORS = read("designators.txt");

  static final Set<String> PREPOSITIONS = read("prepositions.txt");
  static final Set<String> JOINTS = read("joints.txt");
  static final Set<String> ARTICLES = read("articles.txt");

  private WordList() {}

  static boolean holds(Set<String> list, Token token) {
    return list.contains(token.text().toLowerCase(Locale.ROOT));
  }

  private static Set<String> read(String name) {
    return WordFile.words(WordList.class, name);
  }
}
