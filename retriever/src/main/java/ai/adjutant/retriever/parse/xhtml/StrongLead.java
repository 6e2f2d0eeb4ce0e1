package ai.adjutant.retriever.parse.xhtml;

import ai.adjutant.retriever.parse.text.PairMark;

/** Tells whether a block begins with a question that is all in bold. For one thread. */
final class StrongLead {
  private int bold;
  private boolean plain;
  private boolean found;

  void startBold() {
    bold++;
  }

  void endBold() {
    bold = Math.max(0, bold - 1);
  }

  void characters(char[] chars, int start, int length) {
    for (int i = start; i < start + length && bold == 0 && !plain; i++) {
      plain = !Character.isWhitespace(chars[i]);
    }
  }

  /** Returns whether what the block holds so far is such a question; true once for a block. */
  boolean asks(CharSequence soFar) {
    boolean asks = !found && bold == 0 && !plain && PairMark.isQuestion(soFar.toString());
    found |= asks;
    return asks;
  }

  boolean isFound() {
    return found;
  }

  /** Another block begins. */
  void clear() {
    plain = false;
    found = false;
  }
}
