/**
 * The way to the gateway: one channel, deadlines, retries.
 *
 * <p>Door: {@link ai.adjutant.admin.client.HouseCommand}, which every command extends that speaks
 * to the house.
 */
@NullMarked
package ai.adjutant.admin.client;

import org.jspecify.annotations.NullMarked;
