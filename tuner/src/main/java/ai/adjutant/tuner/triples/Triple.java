package ai.adjutant.tuner.triples;

import java.util.List;

/**
 * A question, a passage, and where the passage answers it.
 *
 * @param source name of the set that it comes from
 * @param answers empty where the passage does not answer the question, or does so as a whole
 * @param answered whether the passage answers the question
 */
public record Triple(
    String source, String context, String question, List<Answer> answers, boolean answered) {
  /** Keeps a copy. */
  public Triple {
    answers = List.copyOf(answers);
  }

  /**
   * An answer in the passage.
   *
   * @param start of the text in the passage, in code points
   */
  public record Answer(String text, int start) {
    /** Where it ends, in code points; the end is not part of it. */
    public int end() {
      return start + text.codePointCount(0, text.length());
    }
  }
}
