package ai.adjutant.retriever.block;

import java.util.List;

/**
 * Describes a stretch of a document's text that is one thing: a paragraph, a step, a row. Blocks
 * lie in order and do not overlap.
 *
 * <p>Blocks of one group belong together and are shown together: a list with its items of all
 * levels, the paragraphs within them and the paragraph that announces it; a table with its caption
 * and rows; a question with its answer.
 *
 * @param kind what it is
 * @param start first UTF-16 code unit in the document's text
 * @param end one past the last
 * @param level depth: of a heading or of a nested item from 1, of quoted text from 1, else 0
 * @param group number of the group within the document, from 1; 0 where it stands alone
 * @param mark length of the number or bullet, with the blank behind it, that the text begins with
 * @param cells cells of a row, in order; empty for other kinds
 */
public record Block(
    BlockKind kind, int start, int end, int level, int group, int mark, List<Cell> cells) {
  /** Copies the cells and checks the numbers. */
  public Block {
    cells = List.copyOf(cells);
    if (start < 0 || end <= start || level < 0 || group < 0 || mark < 0 || mark > end - start) {
      throw new IllegalArgumentException("not a block: " + kind + " " + start + ".." + end);
    }
    for (Cell cell : cells) {
      if (cell.nameStart() < start || cell.end() > end) {
        throw new IllegalArgumentException("a cell outside its block: " + cell);
      }
    }
  }

  /** Returns the same block in another group. */
  public Block in(int otherGroup) {
    return new Block(kind, start, end, level, otherGroup, mark, cells);
  }
}
