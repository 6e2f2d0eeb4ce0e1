package ai.adjutant.retriever.read;

import java.util.List;

/**
 * Holds what was read in a passage.
 *
 * @param relevance a logit, finite; comparable within a reader
 * @param answerable probability that the passage answers the question
 * @param spans stretches that answer best, best first
 */
public record PassageReading(double relevance, double answerable, List<Span> spans) {
  /** Refuses numbers that are none. */
  public PassageReading {
    spans = List.copyOf(spans);
    if (!Double.isFinite(relevance)) {
      throw new IllegalArgumentException("a relevance of " + relevance);
    }
    requireProbability("answerable", answerable);
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }

  /**
   * Describes a stretch of a passage.
   *
   * @param start first UTF-16 code unit in the passage
   * @param end one past the last
   * @param score probability among those of the passage
   */
  public record Span(int start, int end, double score) {
    /** Refuses what is no stretch. */
    public Span {
      if (start < 0 || end <= start) {
        throw new IllegalArgumentException("not a span: " + start + ".." + end);
      }
      requireProbability("the score of a span", score);
    }
  }
}
