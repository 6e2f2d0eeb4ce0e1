package ai.adjutant.inference.read;

import java.util.List;

/**
 * What was read in one window.
 *
 * @param relevance logit
 * @param answerable logit
 * @param support probabilities
 * @param spans best first, none overlapping another, with their probabilities in the window
 */
record WindowReading(double relevance, double answerable, Support support, List<AnswerSpan> spans) {
  /** Copies the spans. */
  WindowReading {
    spans = List.copyOf(spans);
  }
}
