package ai.adjutant.gateway.retrieve;

import java.util.List;

/**
 * Describes a stretch of a document's text that is one thing. Offsets are those of the document's
 * text, in UTF-16 code units.
 *
 * @param kind what it is
 * @param start first code unit
 * @param end one past the last
 * @param text the text between them, verbatim
 * @param level depth of a nested item or of quoted text, from 1; 0 for others
 * @param group number of the list, table or pair within the document; 0 where it stands alone
 * @param mark length of the number or bullet that the text begins with
 * @param cells cells of a row
 */
public record Block(
    BlockKind kind,
    int start,
    int end,
    String text,
    int level,
    int group,
    int mark,
    List<Cell> cells) {
  /** Copies the cells. */
  public Block {
    cells = List.copyOf(cells);
  }

  /** Returns a paragraph that stands alone. */
  public static Block paragraph(int start, String text) {
    return new Block(BlockKind.PARAGRAPH, start, start + text.length(), text, 0, 0, 0, List.of());
  }

  /** Returns whether it is the row or the definition of a term in a glossary. */
  public boolean defines(String term) {
    boolean pair = kind == BlockKind.DEFINITION || kind == BlockKind.TABLE_ROW;
    if (!pair || cells.isEmpty()) {
      return false;
    }
    String first =
        kind == BlockKind.DEFINITION ? cells.getFirst().name() : cells.getFirst().value();
    return FormText.plain(first).strip().equals(FormText.plain(term).strip());
  }

  /** Returns the text without its number or bullet. */
  public String body() {
    return text.substring(mark);
  }

  /**
   * Describes a cell of a row.
   *
   * @param name name of its column; empty where the row doesn't repeat it
   * @param value what stands in it
   * @param start first code unit of the value in the document's text
   */
  public record Cell(String name, String value, int start) {}
}
