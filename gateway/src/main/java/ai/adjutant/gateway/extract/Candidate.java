package ai.adjutant.gateway.extract;

import ai.adjutant.gateway.retrieve.Block;
import ai.adjutant.gateway.retrieve.Quote;
import ai.adjutant.text.Span;

/**
 * A stretch that may answer: a sentence of a paragraph, an item, a row, what announces a list.
 *
 * @param outline the outline that it stands in
 * @param placed its block
 * @param span the stretch, in the block's text
 * @param context what it stands under: title, headings, what announces it, its columns' names
 */
record Candidate(Outline outline, Outline.Placed placed, Span span, String context) {
  private static final int WORDS_MIN = 4;

  String text() {
    return span.of(placed.block().text());
  }

  /** Where it begins in the document's text. */
  int start() {
    return block().start() + span.start();
  }

  /** Where it ends, exclusive. */
  int end() {
    return block().start() + span.end();
  }

  Block block() {
    return placed.block();
  }

  /** The quote of the stretch. */
  Quote quote(double score) {
    return new Quote(outline.passage(), text(), start(), end(), Math.clamp(score, 0, 1));
  }

  boolean isLead() {
    return outline.isLead(placed);
  }

  /** Not a heading, label or question: it may stand alone. */
  boolean isStatement() {
    return switch (block().kind()) {
      case TABLE_ROW, DEFINITION, ORDERED_ITEM, UNORDERED_ITEM, ANSWER, CUE -> true;
      case HEADING, CAPTION, TABLE_HEADER, QUESTION, FURNITURE -> false;
      case PARAGRAPH, CODE, QUOTED -> saysSomething(text());
    };
  }

  /** A row, a definition, a pair: it means the same wherever it stands. */
  boolean standsAlone() {
    return switch (block().kind()) {
      case TABLE_ROW, DEFINITION, QUESTION, ANSWER -> true;
      default -> false;
    };
  }

  private static boolean saysSomething(String text) {
    char last = text.charAt(text.length() - 1);
    boolean ended = ".!;)。！…”\"".indexOf(last) >= 0;
    return last != '?'
        && last != ':'
        && last != '：'
        && (ended || text.split("\\s+", WORDS_MIN + 3).length > WORDS_MIN + 1);
  }
}
