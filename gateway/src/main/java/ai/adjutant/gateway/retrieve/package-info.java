/**
 * What the answer flow asks of retrieval and embeddings, in records.
 *
 * <p>Doors: {@link ai.adjutant.gateway.retrieve.Retrieval} and {@link
 * ai.adjutant.gateway.retrieve.SentenceEncoder}, seams that {@code client} implements over gRPC and
 * tests by hand. No gRPC here.
 */
@NullMarked
package ai.adjutant.gateway.retrieve;

import org.jspecify.annotations.NullMarked;
