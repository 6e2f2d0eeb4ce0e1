/**
 * Texts to vectors: short runs on workers that all encoders share.
 *
 * <p>Entry point: {@link ai.adjutant.inference.embed.Embedder}; any thread may call. In a batch the
 * vectors of an eight-bit encoder depend on their neighbours, therefore only encoders that were
 * seen not to are given batches, and those only of short texts.
 */
@NullMarked
package ai.adjutant.inference.embed;

import org.jspecify.annotations.NullMarked;
