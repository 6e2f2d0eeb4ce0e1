/**
 * Keeps what a corpus knows on disk: chunks with their words and vectors, and one record a
 * document.
 *
 * <p>Public: the seam {@link ai.adjutant.retriever.index.ChunkIndex}, free of any search engine's
 * types; {@code index.lucene} stands behind it. Changes are staged, and one commit makes all of
 * them durable and visible at once. Any thread may call; views are cheap and must be closed.
 */
@NullMarked
package ai.adjutant.retriever.index;

import org.jspecify.annotations.NullMarked;
