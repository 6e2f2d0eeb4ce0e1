/**
 * The answer flow: search, evidence, tier, ground check; never an answer that the documents do not
 * hold.
 *
 * <p>Door: {@link ai.adjutant.gateway.answer.AnswerFlow}. Speaks records; no gRPC. Any thread may
 * call; a call blocks within its caller's deadline.
 */
@NullMarked
package ai.adjutant.gateway.answer;

import org.jspecify.annotations.NullMarked;
