package ai.adjutant.retriever.block;

/** States what a block is. The order is stored in indexes: add at the end. */
public enum BlockKind {
  /** Running text. */
  PARAGRAPH,
  /** A heading; its level is from 1. */
  HEADING,
  /** An item of an ordered list: a step, as a rule. */
  ORDERED_ITEM,
  /** An item of a list without an order. */
  UNORDERED_ITEM,
  /** The title of a table. */
  CAPTION,
  /** The row that names a table's columns. */
  TABLE_HEADER,
  /** A row of a table, with its cells. */
  TABLE_ROW,
  /** A term and what it means; the term is the first cell's name, the meaning its value. */
  DEFINITION,
  /** A question that the next block of the same group answers. */
  QUESTION,
  /** The answer to the question before it in the same group. */
  ANSWER,
  /** Text that is shown as it is written. */
  CODE,
  /** What somebody else wrote before, as mail repeats it; its level says how often. */
  QUOTED,
  /** What one speaker of a transcript says in one go. */
  CUE,
  /** What stands on many pages and says nothing: navigation, running heads, keyword lines. */
  FURNITURE;

  /** Returns whether such a block is shown whole or not at all. */
  public boolean isAtomic() {
    return switch (this) {
      case ORDERED_ITEM, UNORDERED_ITEM, CAPTION, TABLE_HEADER, TABLE_ROW, DEFINITION, QUESTION ->
          true;
      default -> false;
    };
  }
}
