/**
 * Which tier is asked next, and how a question ends: a pure function of a policy and of what is
 * known so far.
 *
 * <p>Public: {@link ai.adjutant.gateway.escalation.EscalationPolicy} with the values that it takes
 * and gives, {@link ai.adjutant.gateway.escalation.AnswerPolicy}. No I/O, no clock, no state.
 */
@NullMarked
package ai.adjutant.gateway.escalation;

import org.jspecify.annotations.NullMarked;
