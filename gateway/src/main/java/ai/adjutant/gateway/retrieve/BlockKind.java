package ai.adjutant.gateway.retrieve;

/** States what a block of a document is; the contract of the retriever says more of each. */
public enum BlockKind {
  /** Running text, and whatever a newer retriever may tell of. */
  PARAGRAPH,
  /** A heading. */
  HEADING,
  /** A step, as a rule. */
  ORDERED_ITEM,
  /** An item of a list without an order. */
  UNORDERED_ITEM,
  /** The title of a table. */
  CAPTION,
  /** The row that names a table's columns. */
  TABLE_HEADER,
  /** A row of a table. */
  TABLE_ROW,
  /** A term and what it means. */
  DEFINITION,
  /** A question that the next block of its group answers. */
  QUESTION,
  /** The answer to the question before it. */
  ANSWER,
  /** Text that is shown as it is written. */
  CODE,
  /** What somebody else wrote before, as mail repeats it. */
  QUOTED,
  /** What one speaker of a transcript says in one go. */
  CUE,
  /** What stands on many pages and says nothing of the matter. */
  FURNITURE;

  /** Returns whether it is an item of a list. */
  public boolean isItem() {
    return this == ORDERED_ITEM || this == UNORDERED_ITEM;
  }
}
