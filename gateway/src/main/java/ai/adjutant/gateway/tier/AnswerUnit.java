package ai.adjutant.gateway.tier;

/**
 * Describes what an answer in the documents' own words consists of.
 *
 * @param kind what was quoted
 * @param parts how many parts it has in the document: steps, rows, sentences
 * @param shown how many of them the answer shows
 * @param shortAnswer the value that was asked for, where a rule finds it; else empty
 */
public record AnswerUnit(Kind kind, int parts, int shown, String shortAnswer) {
  /** States what was quoted. */
  public enum Kind {
    /** Steps in order. */
    PROCEDURE,
    /** Items of a list. */
    LIST,
    /** A row of a table. */
    ROW,
    /** A term with its meaning. */
    DEFINITION,
    /** The answer of a pair of question and answer. */
    PAIR,
    /** Sentences. */
    TEXT
  }

  /** Checks the numbers. */
  public AnswerUnit {
    if (parts < 1 || shown < 1 || shown > parts) {
      throw new IllegalArgumentException(shown + " of " + parts + " parts shown");
    }
  }
}
