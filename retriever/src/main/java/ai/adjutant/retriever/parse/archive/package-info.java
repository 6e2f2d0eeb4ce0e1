/**
 * Parts what arrived into documents: members of archives, lines of JSON, the file itself.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.archive.Splitter} and the parts that it finds.
 * Nesting, counts and sizes are bounded.
 */
@NullMarked
package ai.adjutant.retriever.parse.archive;

import org.jspecify.annotations.NullMarked;
