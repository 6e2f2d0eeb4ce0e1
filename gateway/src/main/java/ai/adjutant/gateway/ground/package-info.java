/**
 * Checks whether each sentence of an answer is supported by the passages: by rules, and by a reader
 * as one voice beside them.
 *
 * <p>Public: {@link ai.adjutant.gateway.ground.GroundCheck}, and the seam {@link
 * ai.adjutant.gateway.ground.ClaimReader}, whose real side lives in {@code gateway.client}. Any
 * thread may call; it blocks for the sentences' vectors and, within {@link
 * ai.adjutant.gateway.ground.GroundSettings}, for the reader.
 */
@NullMarked
package ai.adjutant.gateway.ground;

import org.jspecify.annotations.NullMarked;
