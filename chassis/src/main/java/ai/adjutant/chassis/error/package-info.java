/**
 * Errors as the house speaks them: a reason, a kind and a message that says what, where and how to
 * mend.
 *
 * <p>Door: {@link ai.adjutant.chassis.error.AdjutantException}. No gRPC here, so that every room
 * may throw; {@code chassis.transport} maps errors to status and details once, at the edge.
 */
@NullMarked
package ai.adjutant.chassis.error;

import org.jspecify.annotations.NullMarked;
