/**
 * Checks whether each sentence of an answer is supported by the passages.
 *
 * <p>Public: {@link ai.adjutant.gateway.ground.GroundCheck}. Any thread may call; it blocks for the
 * sentences' vectors.
 */
@NullMarked
package ai.adjutant.gateway.ground;

import org.jspecify.annotations.NullMarked;
