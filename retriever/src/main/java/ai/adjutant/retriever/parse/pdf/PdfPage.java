package ai.adjutant.retriever.parse.pdf;

import java.util.List;
import java.util.Optional;

/**
 * Describes a page of a PDF.
 *
 * @param number from 1
 * @param height in points
 * @param lines in reading order
 * @param grids the rules that are drawn on it
 */
public record PdfPage(int number, float height, List<PdfLine> lines, PdfGrids grids) {
  public PdfPage {
    lines = List.copyOf(lines);
  }

  /** A page without rules. */
  PdfPage(int number, float height, List<PdfLine> lines) {
    this(number, height, lines, PdfGrids.NONE);
  }

  /** The frame that a line stands in. */
  Optional<PdfGrid> grid(PdfLine line) {
    PdfLine.Piece first = line.pieces().getFirst();
    return grids.at((first.left() + first.right()) / 2, line.middle());
  }

  /** The page with other lines. */
  PdfPage with(List<PdfLine> others) {
    return new PdfPage(number, height, others, grids);
  }
}
