/**
 * The seam to whoever answers: a request goes in, text streams out, a typed result ends it.
 *
 * <p>Public: {@link ai.adjutant.gateway.tier.Answerer}, the seam, and the records that cross it.
 * Each implementation passes {@code AnswererContract}. No gRPC, no decision about which tier is
 * asked: that is {@code gateway.escalation}'s.
 */
@NullMarked
package ai.adjutant.gateway.tier;

import org.jspecify.annotations.NullMarked;
