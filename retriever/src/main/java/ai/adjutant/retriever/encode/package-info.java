/**
 * Texts to vectors, as the rooms of loading and searching see it.
 *
 * <p>Door: the seam {@link ai.adjutant.retriever.encode.Encoder}; its real side lives in {@code
 * client}. No gRPC, no Lucene. Vectors are immutable; any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.encode;

import org.jspecify.annotations.NullMarked;
