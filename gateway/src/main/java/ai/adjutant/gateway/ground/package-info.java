/**
 * The ground check: does each sentence of an answer stand in the passages?
 *
 * <p>Door: {@link ai.adjutant.gateway.ground.GroundCheck}. Any thread may call; it blocks for the
 * sentences' vectors.
 */
@NullMarked
package ai.adjutant.gateway.ground;

import org.jspecify.annotations.NullMarked;
