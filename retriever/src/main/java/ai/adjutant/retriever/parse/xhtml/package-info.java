/**
 * Turns the XHTML events of a parser into blocks.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.xhtml.XhtmlText}, for one thread.
 */
@NullMarked
package ai.adjutant.retriever.parse.xhtml;

import org.jspecify.annotations.NullMarked;
