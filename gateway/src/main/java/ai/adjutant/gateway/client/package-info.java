/**
 * Calls out: retriever and inference over gRPC, behind the seams of the packages above.
 *
 * <p>Public: {@link ai.adjutant.gateway.client.RemoteRetrieval}, {@link
 * ai.adjutant.gateway.client.RemoteEncoder}, {@link ai.adjutant.gateway.client.RemoteGenerator}.
 * Every call has a deadline: the caller's, or the step's own where that is shorter. Any thread may
 * call.
 */
@NullMarked
package ai.adjutant.gateway.client;

import org.jspecify.annotations.NullMarked;
