/**
 * Texts to vectors: one text a run, several runs in flight.
 *
 * <p>Door: {@link ai.adjutant.inference.embed.Embedder}; any thread may call. In a batch the
 * vectors of an eight-bit encoder depend on their neighbours, therefore there are no batches.
 * Worker threads belong to the embedder, which joins them when it closes.
 */
@NullMarked
package ai.adjutant.inference.embed;

import org.jspecify.annotations.NullMarked;
