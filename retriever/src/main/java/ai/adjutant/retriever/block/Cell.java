package ai.adjutant.retriever.block;

/**
 * Describes a cell of a row: the column's name and the value, as stretches of the document's text.
 *
 * @param nameStart first UTF-16 code unit of the name
 * @param nameEnd one past its last; equal to the start where the column has no name, or its name
 *     isn't repeated in the row
 * @param start first UTF-16 code unit of the value
 * @param end one past its last
 */
public record Cell(int nameStart, int nameEnd, int start, int end) {
  /** Checks the order. */
  public Cell {
    if (nameStart < 0 || nameEnd < nameStart || start < nameEnd || end < start) {
      throw new IllegalArgumentException(
          "not a cell: " + nameStart + ".." + nameEnd + ", " + start + ".." + end);
    }
  }

  /** Returns the cell in a text that is cut or moved, so that its offsets differ. */
  public Cell moved(int by) {
    return new Cell(nameStart + by, nameEnd + by, start + by, end + by);
  }
}
