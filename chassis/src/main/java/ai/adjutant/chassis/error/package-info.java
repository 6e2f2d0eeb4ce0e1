/**
 * Errors of the platform: a reason, a kind and a message that says what, where and how to mend.
 *
 * <p>Public: {@link ai.adjutant.chassis.error.AdjutantException}. No gRPC here, so that every
 * package may throw; {@code chassis.transport} maps errors to status and details once, at the edge.
 */
@NullMarked
package ai.adjutant.chassis.error;

import org.jspecify.annotations.NullMarked;
