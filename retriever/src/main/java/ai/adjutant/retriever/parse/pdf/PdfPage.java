package ai.adjutant.retriever.parse.pdf;

import java.util.List;

/**
 * A page of a PDF.
 *
 * @param number from 1
 * @param height in points
 * @param lines in reading order
 */
public record PdfPage(int number, float height, List<PdfLine> lines) {
  public PdfPage {
    lines = List.copyOf(lines);
  }
}
