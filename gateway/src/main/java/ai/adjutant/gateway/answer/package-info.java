/**
 * The answer flow: search, evidence, tier after tier, ground check; never an answer that the
 * documents do not hold.
 *
 * <p>Public: {@link ai.adjutant.gateway.answer.AnswerFlow} with {@link
 * ai.adjutant.gateway.answer.Question}, {@link ai.adjutant.gateway.answer.Answer} with {@link
 * ai.adjutant.gateway.answer.Explanation}, and {@link ai.adjutant.gateway.answer.AnswerEvents}.
 * Speaks records; no gRPC. Any thread may call; a call blocks within its time limit.
 */
@NullMarked
package ai.adjutant.gateway.answer;

import org.jspecify.annotations.NullMarked;
