package ai.adjutant.inference.read;

/**
 * A stretch of a passage that may answer.
 *
 * @param start in the passage, as {@link String#substring} counts
 * @param end exclusive
 * @param score probability of this stretch among those of the passage
 */
public record AnswerSpan(int start, int end, double score) {
  boolean overlaps(AnswerSpan other) {
    return start < other.end && other.start < end;
  }
}
