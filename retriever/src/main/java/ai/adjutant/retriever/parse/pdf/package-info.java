/**
 * Reads the layout of PDF pages: headings by type, lists, tables by drawn lines and by position,
 * running heads.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.pdf.PdfPages}, which reads pages, and {@link
 * ai.adjutant.retriever.parse.pdf.PdfLayout}, which writes their text.
 */
@NullMarked
package ai.adjutant.retriever.parse.pdf;

import org.jspecify.annotations.NullMarked;
