/**
 * Cuts sections into chunks: about 200 tokens, aligned with sentences, never across a heading, free
 * to cross pages.
 *
 * <p>Public: {@link ai.adjutant.retriever.chunk.Chunker}. Pure; any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.chunk;

import org.jspecify.annotations.NullMarked;
