package ai.adjutant.retriever.chunk;

import ai.adjutant.retriever.block.Block;
import ai.adjutant.retriever.block.Cell;
import ai.adjutant.retriever.parse.PageStart;
import ai.adjutant.text.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stretches of a document's text. */
final class Spans {
  private Spans() {}

  /** The stretch without the white space around it. */
  static Span stripped(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Span(from, to);
  }

  /** The blocks that stand in the stretch; of those that it cuts the part that stands in it. */
  static List<Block> blocks(List<Block> blocks, Span span) {
    int low = 0;
    int high = blocks.size();
    while (low < high) { // first block that ends after the span's start
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).end() <= span.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<Block> within = new ArrayList<>();
    for (int i = low; i < blocks.size() && blocks.get(i).start() < span.end(); i++) {
      within.add(part(blocks.get(i), span));
    }
    return within;
  }

  private static Block part(Block block, Span span) {
    if (block.start() >= span.start() && block.end() <= span.end()) {
      return block;
    }
    int start = Math.max(block.start(), span.start());
    int end = Math.min(block.end(), span.end());
    List<Cell> cells =
        block.cells().stream()
            .filter(cell -> cell.nameStart() >= start && cell.end() <= end)
            .toList();
    int mark = start == block.start() ? Math.min(block.mark(), end - start) : 0;
    return new Block(block.kind(), start, end, block.level(), block.group(), mark, cells);
  }

  /** The page in force at the start, then the pages that start within. */
  static List<PageStart> pages(List<PageStart> pages, Span span) {
    int low = 0;
    int high = pages.size();
    while (low < high) { // first page that starts after the span's start
      int middle = (low + high) >>> 1;
      if (pages.get(middle).offset() <= span.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    List<PageStart> within = new ArrayList<>();
    @Nullable PageStart inForce = low == 0 ? null : pages.get(low - 1);
    if (inForce != null) {
      within.add(inForce);
    }
    for (int i = low; i < pages.size() && pages.get(i).offset() < span.end(); i++) {
      within.add(pages.get(i));
    }
    return within;
  }
}
