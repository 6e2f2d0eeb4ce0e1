/**
 * Reads text without markup and separated values: charset, lists, sections and aligned columns.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.plain.PlainText} and {@link
 * ai.adjutant.retriever.parse.plain.CsvReader}.
 */
@NullMarked
package ai.adjutant.retriever.parse.plain;

import org.jspecify.annotations.NullMarked;
