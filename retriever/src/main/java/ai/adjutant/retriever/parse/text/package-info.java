/**
 * Puts the text of a document together from blocks, and holds what all readers know of plain text:
 * white space, wrapped lines, lines of keywords, lines written like titles.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.text.TextBuilder}, for one thread. Every reader
 * writes through it; it alone knows places within the text.
 */
@NullMarked
package ai.adjutant.retriever.parse.text;

import org.jspecify.annotations.NullMarked;
