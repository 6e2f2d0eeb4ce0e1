/**
 * Conversations to prompts, by a model's own chat template.
 *
 * <p>Entry point: {@link ai.adjutant.inference.template.ChatTemplate}. The only package that sees
 * the template engine. A template reads no file and calls no Java; any thread may render.
 */
@NullMarked
package ai.adjutant.inference.template;

import org.jspecify.annotations.NullMarked;
