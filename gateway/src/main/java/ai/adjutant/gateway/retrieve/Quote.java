package ai.adjutant.gateway.retrieve;

/**
 * Words of a document, verbatim.
 *
 * @param passage where they stand
 * @param text the words
 * @param start offset in the document's text, UTF-16 code units
 * @param end one past the last
 * @param score how well they fit, between 0 and 1
 */
public record Quote(Passage passage, String text, int start, int end, double score) {
  /** Returns the page of the first word; 0 where the format knows none. */
  public int page() {
    return passage.pageAt(start);
  }
}
