/**
 * What was said before a question, and what a follow-up means by it: "And a windscreen?" after a
 * question about one car is about that car, "And for the other one?" asks the same of another.
 *
 * <p>Public: {@link ai.adjutant.gateway.dialogue.Dialogue}, {@link
 * ai.adjutant.gateway.dialogue.FollowUp} and {@link ai.adjutant.gateway.dialogue.Understood}. Pure;
 * any thread may call.
 */
@NullMarked
package ai.adjutant.gateway.dialogue;

import org.jspecify.annotations.NullMarked;
