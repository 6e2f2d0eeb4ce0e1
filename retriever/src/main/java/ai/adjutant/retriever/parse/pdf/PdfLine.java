package ai.adjutant.retriever.parse.pdf;

import java.util.List;

/**
 * A line of a PDF page; lengths in points, from the page's upper left corner.
 *
 * @param text its text, single blanks
 * @param left where it starts
 * @param right where it ends
 * @param baseline how far down it stands
 * @param size font size of most of its characters
 * @param bold whether nearly all of it is bold
 * @param pieces stretches of it that wide gaps set apart, from left to right
 */
record PdfLine(
    String text,
    float left,
    float right,
    float baseline,
    float size,
    boolean bold,
    List<Piece> pieces) {
  /** How far above the baseline the middle of letters is, in sizes of the font. */
  static final float MIDDLE = 0.3f;

  /** Words of a line with nothing but blanks between them. */
  record Piece(String text, float left, float right) {}

  PdfLine {
    pieces = List.copyOf(pieces);
  }

  /** How far down the middle of its letters stands. */
  float middle() {
    return baseline - MIDDLE * size;
  }

  /** A line in one piece. */
  PdfLine(String text, float left, float right, float baseline, float size, boolean bold) {
    this(text, left, right, baseline, size, bold, List.of(new Piece(text, left, right)));
  }
}
