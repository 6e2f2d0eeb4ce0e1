package ai.adjutant.tuner.reader;

import ai.adjutant.tuner.bert.TokenRow;
import ai.adjutant.tuner.text.Tokens;

/**
 * A question and a part of a passage as one row of tokens.
 *
 * @param passageStart place in the row of the passage's first token
 * @param passage all tokens of the passage
 * @param from first of them that is in the row
 * @param to one after the last of them that is in the row
 */
record ReaderRow(TokenRow tokens, int passageStart, Tokens passage, int from, int to) {
  /** Place in the row of a token of the passage, which is in the row. */
  int place(int passageToken) {
    return passageStart + passageToken - from;
  }

  /** Whether a range of the passage's tokens is in the row. */
  boolean holds(Tokens.Range range) {
    return !range.isEmpty() && range.from() >= from && range.to() <= to;
  }

  /** Tokens of the passage that are in the row. */
  int passageLength() {
    return to - from;
  }
}
