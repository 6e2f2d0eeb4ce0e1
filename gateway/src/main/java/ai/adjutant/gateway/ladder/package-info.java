/**
 * The rungs that can answer: which there are, and how the small model is asked.
 *
 * <p>Doors: {@link ai.adjutant.gateway.ladder.Ladder}; {@link ai.adjutant.gateway.ladder.Generator}
 * is the seam to a language model. Any thread may call.
 */
@NullMarked
package ai.adjutant.gateway.ladder;

import org.jspecify.annotations.NullMarked;
