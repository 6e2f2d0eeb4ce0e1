/**
 * Reads a document by Tika, whatever its format.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.tika.TikaReader}. Runs in child processes only.
 */
@NullMarked
package ai.adjutant.retriever.parse.tika;

import org.jspecify.annotations.NullMarked;
