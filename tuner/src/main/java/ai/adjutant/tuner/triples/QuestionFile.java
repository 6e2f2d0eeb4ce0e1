package ai.adjutant.tuner.triples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an organisation's questions, in the form that {@code ./adjutant evaluate} reads: JSON lines
 * with {@code question}, {@code gold} (names of the documents that answer it; none for a question
 * without an answer) and, where known, {@code answer} and {@code sentence}.
 */
public final class QuestionFile {
  private QuestionFile() {}

  /**
   * States a question and what answers it.
   *
   * @param gold names of documents
   * @param answer empty where it is not known
   * @param sentence the words of a document that answer it; empty where they are not known
   */
  public record Question(String text, List<String> gold, String answer, String sentence) {
    /** Keeps a copy. */
    public Question {
      gold = List.copyOf(gold);
    }
  }

  /**
   * Reads all.
   *
   * @throws ai.adjutant.chassis.error.AdjutantException EXAMPLES_UNREADABLE, EXAMPLE_REFUSED
   */
  public static List<Question> read(Path file) {
    List<Question> questions = new ArrayList<>();
    JsonLines.each(
        file,
        line -> {
          if (!line.path("gold").isArray()) {
            throw new IllegalArgumentException("'gold' is no list of documents");
          }
          List<String> gold = new ArrayList<>();
          line.path("gold").forEach(name -> gold.add(name.asText()));
          questions.add(
              new Question(
                  JsonLines.text(line, "question"),
                  gold,
                  line.path("answer").asText(""),
                  line.path("sentence").asText("")));
        });
    return questions;
  }
}
