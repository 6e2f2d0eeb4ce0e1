package ai.adjutant.gateway.retrieve;

import java.util.List;

/**
 * Describes what a reader read in a passage for the question.
 *
 * @param relevance how much the passage has to do with the question, a logit
 * @param answerable probability that the passage answers it, 0 to 1
 * @param spans stretches that answer best, best first
 */
public record Reading(double relevance, double answerable, List<ReadSpan> spans) {
  /** Copies the list. */
  public Reading {
    spans = List.copyOf(spans);
  }

  /**
   * Describes a stretch that answers.
   *
   * @param start in the document's text, UTF-16 code units
   * @param end exclusive
   * @param score probability among the stretches of the passage, 0 to 1
   */
  public record ReadSpan(int start, int end, double score) {
    /** Returns whether a stretch of the document's text shares characters with it. */
    public boolean touches(int from, int to) {
      return start < to && from < end;
    }
  }

  /** Returns the highest score of a span that touches a stretch of the document's text, or 0. */
  public double spanScore(int from, int to) {
    return spans.stream()
        .filter(span -> span.touches(from, to))
        .mapToDouble(ReadSpan::score)
        .max()
        .orElse(0);
  }
}
