/**
 * What a question asks for: steps, a value, a meaning; and the parts of one that asks for two
 * things.
 *
 * <p>Public: {@link ai.adjutant.gateway.question.QuestionKind} and {@link
 * ai.adjutant.gateway.question.QuestionParts}. Pure; any thread may call.
 */
@NullMarked
package ai.adjutant.gateway.question;

import org.jspecify.annotations.NullMarked;
