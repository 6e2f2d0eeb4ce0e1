package ai.adjutant.inference.read;

import java.util.List;

/**
 * What was read in one pair.
 *
 * @param relevance logit of how much the passage has to do with the text; higher is better
 * @param answerable probability that the passage answers the text
 * @param spans that answer best, best first; none overlaps another
 * @param support whether the passage supports the text as a claim
 * @param truncated whether the text was cut, or the passage had more windows than are read
 */
public record Reading(
    double relevance,
    double answerable,
    List<AnswerSpan> spans,
    Support support,
    boolean truncated) {
  /** Copies the spans. */
  public Reading {
    spans = List.copyOf(spans);
  }
}
