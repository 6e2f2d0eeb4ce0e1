/**
 * Vectors of sentences, for choosing sentences and for the ground check.
 *
 * <p>Public: {@link ai.adjutant.gateway.embedding.SentenceEncoder}, the seam. No gRPC; inference
 * stands behind it in {@code gateway.client}.
 */
@NullMarked
package ai.adjutant.gateway.embedding;

import org.jspecify.annotations.NullMarked;
