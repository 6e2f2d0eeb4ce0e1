/**
 * What the answer flow needs of the retriever: passages with their raw signals, and the corpus'
 * rules.
 *
 * <p>Public: {@link ai.adjutant.gateway.retrieve.Retrieval}, the seam, and the records that cross
 * it; {@link ai.adjutant.gateway.retrieve.Quote}, words of a passage. No gRPC.
 */
@NullMarked
package ai.adjutant.gateway.retrieve;

import org.jspecify.annotations.NullMarked;
