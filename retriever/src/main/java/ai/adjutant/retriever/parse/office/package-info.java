/**
 * Marks within office files what Tika leaves out: spans of cells, numbers of items, header rows of
 * sheets.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.office.MarkedParts}, {@link
 * ai.adjutant.retriever.parse.office.SheetSpans}, {@link
 * ai.adjutant.retriever.parse.office.SheetHeaders}. Parts are rewritten within bounds.
 */
@NullMarked
package ai.adjutant.retriever.parse.office;

import org.jspecify.annotations.NullMarked;
