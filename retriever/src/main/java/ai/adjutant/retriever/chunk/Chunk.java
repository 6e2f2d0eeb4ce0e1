package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.parse.PageStart;
import java.util.List;

/**
 * Describes a piece of a document that is found as one. Its text is the stretch of the document's
 * text, verbatim.
 *
 * @param number place in the document, from 0
 * @param section number of its section in the document, from 0
 * @param headingPath headings above, outermost first
 * @param start first UTF-16 code unit in the document's text
 * @param end one past the last
 * @param blocks the blocks that stand in it, those that it cuts with the part that stands in it;
 *     offsets are the document's
 * @param pages the page in force at its start, then pages that start within it; empty where the
 *     format knows none
 */
public record Chunk(
    int number,
    int section,
    List<String> headingPath,
    int start,
    int end,
    List<Block> blocks,
    List<PageStart> pages) {
  /** Copies the collections and checks the order. */
  public Chunk {
    headingPath = List.copyOf(headingPath);
    blocks = List.copyOf(blocks);
    pages = List.copyOf(pages);
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a chunk: " + start + ".." + end);
    }
  }
}
