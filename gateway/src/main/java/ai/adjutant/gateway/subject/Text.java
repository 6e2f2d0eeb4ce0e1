package ai.adjutant.gateway.subject;

import ai.adjutant.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text that may answer, with what it stands under.
 *
 * @param titles title and headings
 * @param text the text itself
 */
record Text(String titles, String text) {
  /** The words of both, read once. */
  Read read(Words words) {
    String whole = titles + "\n" + text;
    return new Read(
        whole,
        Token.of(whole),
        new HashSet<>(words.stems(whole)),
        new HashSet<>(words.stems(titles)),
        words);
  }

  /** A text whose words were read. */
  record Read(
      String whole, List<Token> tokens, Set<String> stems, Set<String> titleStems, Words words) {
    boolean sameWord(String one, String other) {
      return one.equalsIgnoreCase(other) || words.stems(one).equals(words.stems(other));
    }
  }
}
