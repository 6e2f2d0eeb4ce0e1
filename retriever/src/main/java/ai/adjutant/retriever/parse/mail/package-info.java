/**
 * Tells what a mail says from what it quotes and from its signature, however it is quoted.
 *
 * <p>Public: {@link ai.adjutant.retriever.parse.mail.MailText}.
 */
@NullMarked
package ai.adjutant.retriever.parse.mail;

import org.jspecify.annotations.NullMarked;
