/**
 * The tiers that can answer: which there are, and how the small model is asked.
 *
 * <p>Doors: {@link ai.adjutant.gateway.tier.Tiers}; {@link ai.adjutant.gateway.tier.Generator} is
 * the seam to a language model. Any thread may call.
 */
@NullMarked
package ai.adjutant.gateway.tier;

import org.jspecify.annotations.NullMarked;
