/**
 * The structure of a document's text: blocks with kinds and offsets.
 *
 * <p>Public: {@link ai.adjutant.retriever.block.Block} and what it is made of. Values; any thread
 * may use them.
 */
@NullMarked
package ai.adjutant.retriever.block;

import org.jspecify.annotations.NullMarked;
