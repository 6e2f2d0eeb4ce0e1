/**
 * {@code ask} and {@code chat}: answers with their sources.
 *
 * <p>Public: {@link ai.adjutant.admin.ask.AskCommand} and {@link
 * ai.adjutant.admin.ask.ChatCommand}.
 */
@NullMarked
package ai.adjutant.admin.ask;

import org.jspecify.annotations.NullMarked;
