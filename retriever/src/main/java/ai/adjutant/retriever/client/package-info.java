/**
 * Calls inference's EmbeddingService and ReadService, behind the seams {@code Encoder} and {@code
 * Reader}.
 *
 * <p>Public: {@link ai.adjutant.retriever.client.InferenceEncoder} and {@link
 * ai.adjutant.retriever.client.InferenceReader}. Calls have deadlines, retries are bounded. Any
 * thread may call, and blocks.
 */
@NullMarked
package ai.adjutant.retriever.client;

import org.jspecify.annotations.NullMarked;
