/**
 * Turns texts into vectors, as the packages of loading and searching see it.
 *
 * <p>Public: the seam {@link ai.adjutant.retriever.encode.Encoder}; its real side lives in {@code
 * client}. No gRPC, no Lucene. Vectors are immutable; any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.encode;

import org.jspecify.annotations.NullMarked;
