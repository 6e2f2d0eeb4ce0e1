/**
 * Carries what a parser leaves out (spans of cells, numbers of items) within the text that it
 * passes on.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.mark.Mark} and the filter that takes marks out
 * again.
 */
@NullMarked
package ai.adjutant.retriever.parse.mark;

import org.jspecify.annotations.NullMarked;
