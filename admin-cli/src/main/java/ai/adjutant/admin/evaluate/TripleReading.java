package ai.adjutant.admin.evaluate;

import ai.adjutant.inference.v1.AnswerSpan;
import ai.adjutant.inference.v1.Reading;
import ai.adjutant.text.Words;
import java.util.List;

/**
 * What was read of a triple.
 *
 * @param answerable probability that the passage answers
 * @param f1 of the best span against the nearest answer; 0 where there is no answer
 * @param exact 1 where the span is an answer, else 0
 */
record TripleReading(Triple triple, double answerable, double f1, double exact) {
  static TripleReading of(Triple triple, Reading reading) {
    String said = span(triple.context(), reading);
    double f1 = 0;
    double exact = 0;
    List<String> words = Words.answerTokens(said);
    for (String answer : triple.answers()) {
      f1 = Math.max(f1, AnswerMeasures.tokenF1(said, answer));
      exact = Math.max(exact, words.equals(Words.answerTokens(answer)) ? 1 : 0);
    }
    return new TripleReading(triple, reading.getAnswerable(), f1, exact);
  }

  private static String span(String context, Reading reading) {
    if (reading.getSpansCount() == 0) {
      return "";
    }
    AnswerSpan best = reading.getSpans(0);
    return context.substring(best.getStart(), best.getEnd());
  }

  /** The same measure where nothing is said below a threshold, as SQuAD counts it. */
  double f1At(double threshold) {
    return at(threshold, f1);
  }

  /** As {@link #f1At}, for exact answers. */
  double exactAt(double threshold) {
    return at(threshold, exact);
  }

  private double at(double threshold, double said) {
    boolean silent = answerable < threshold;
    if (triple.answerable()) {
      return silent ? 0 : said;
    }
    return silent ? 1 : 0;
  }
}
