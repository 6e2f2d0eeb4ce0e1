/**
 * The front door: every client speaks to the gateway alone. Calls for retrieval and inference are
 * passed on byte for byte; the state of the house is told.
 *
 * <p>Door: {@link ai.adjutant.gateway.front.FrontDoor}. No domain logic comes in. Any thread may
 * call.
 */
@NullMarked
package ai.adjutant.gateway.front;

import org.jspecify.annotations.NullMarked;
