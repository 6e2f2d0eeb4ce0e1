package ai.adjutant.retriever.parse;

import java.util.List;

/**
 * A page of a PDF.
 *
 * @param number from 1
 * @param height in points
 * @param lines in reading order
 */
record PdfPage(int number, float height, List<PdfLine> lines) {
  PdfPage {
    lines = List.copyOf(lines);
  }
}
