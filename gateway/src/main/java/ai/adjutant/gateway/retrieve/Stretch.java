package ai.adjutant.gateway.retrieve;

import java.util.List;

/**
 * Holds the blocks of one chunk.
 *
 * @param chunk number of the chunk within its document
 * @param headings headings above it, outermost first
 * @param blocks in reading order
 */
public record Stretch(int chunk, List<String> headings, List<Block> blocks) {
  /** Copies the lists. */
  public Stretch {
    headings = List.copyOf(headings);
    blocks = List.copyOf(blocks);
  }
}
