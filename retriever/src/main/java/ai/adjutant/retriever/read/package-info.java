/**
 * Reads passages together with a question, as the package of searching sees it.
 *
 * <p>Public: the seam {@link ai.adjutant.retriever.read.Reader}, whose real side lives in {@code
 * client}, and {@link ai.adjutant.retriever.read.PausingReader}, which spares a reader that fails.
 * Whoever ranks by readings keeps to {@link ai.adjutant.retriever.read.RerankSettings}. No gRPC, no
 * Lucene. Readings are immutable; any thread may call.
 */
@NullMarked
package ai.adjutant.retriever.read;

import org.jspecify.annotations.NullMarked;
