/**
 * API keys and the file that holds them: used by a running gateway, and by the command line on a
 * stopped one's data.
 *
 * <p>Public: {@link ai.adjutant.chassis.access.KeyStore}, {@link
 * ai.adjutant.chassis.access.ApiKey}, {@link ai.adjutant.chassis.access.Scope}. Secrets leave this
 * package once, when a key is made. Any thread may call.
 */
@NullMarked
package ai.adjutant.chassis.access;

import org.jspecify.annotations.NullMarked;
