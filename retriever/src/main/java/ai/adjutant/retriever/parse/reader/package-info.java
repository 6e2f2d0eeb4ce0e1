/**
 * Reads files by the form of their names and bytes: small texts in this process, all else in a
 * child process.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.reader.FileReader}, which any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.parse.reader;

import org.jspecify.annotations.NullMarked;
