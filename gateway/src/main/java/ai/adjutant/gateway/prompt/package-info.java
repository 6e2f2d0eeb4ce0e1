/**
 * The words that models are asked with, and those that people read where there is no answer, in the
 * language of the question; templates are resources.
 *
 * <p>Public: {@link ai.adjutant.gateway.prompt.AnswerPrompt} with its messages, {@link
 * ai.adjutant.gateway.prompt.Abstention}, {@link ai.adjutant.gateway.prompt.FixedTexts}. Documents
 * and questions are inserted as data, never read as templates.
 */
@NullMarked
package ai.adjutant.gateway.prompt;

import org.jspecify.annotations.NullMarked;
