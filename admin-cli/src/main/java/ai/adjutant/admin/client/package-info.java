/**
 * The client of the gateway: one channel, deadlines, retries.
 *
 * <p>Public: {@link ai.adjutant.admin.client.GatewayCommand}, which every command extends that
 * speaks to the gateway.
 */
@NullMarked
package ai.adjutant.admin.client;

import org.jspecify.annotations.NullMarked;
