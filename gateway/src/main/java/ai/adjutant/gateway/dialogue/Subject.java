package ai.adjutant.gateway.dialogue;

import ai.adjutant.text.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a document is about, in the words of its title that the questions named it by: of "Tesla
 * Model 3 price list" the part "Tesla Model 3". What nobody named is left out, since it would weigh
 * as words of the question.
 */
final class Subject {
  private final String title;
  private final Set<String> asked;
  private final Words words;

  /**
   * Reads a title.
   *
   * @param questions what was asked
   */
  Subject(String title, List<String> questions, Words words) {
    this.title = title;
    this.words = words;
    this.asked =
        questions.stream().flatMap(text -> words.stems(text).stream()).collect(Collectors.toSet());
  }

  /** The title from the first to the last word that was named; empty where none was. */
  String named() {
    int start = -1;
    int end = -1;
    for (Word word : Word.of(title, "und")) {
      List<String> stems = words.stems(word.text());
      if (!stems.isEmpty() && asked.containsAll(stems)) {
        start = start < 0 ? word.start() : start;
        end = word.end();
      }
    }
    return start < 0 ? "" : title.substring(start, end);
  }
}
