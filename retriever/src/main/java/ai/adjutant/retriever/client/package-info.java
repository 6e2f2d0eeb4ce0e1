/**
 * Calls inference's EmbeddingService, behind the seam {@code Encoder}.
 *
 * <p>Public: {@link ai.adjutant.retriever.client.InferenceEncoder}. Calls have deadlines, retries
 * are bounded. Any thread may call, and blocks.
 */
@NullMarked
package ai.adjutant.retriever.client;

import org.jspecify.annotations.NullMarked;
