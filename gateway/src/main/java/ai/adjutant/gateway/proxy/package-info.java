/**
 * Proxies the other services, so that every client speaks to the gateway alone. Calls for retrieval
 * and inference are passed on byte for byte, and the status of all services is reported.
 *
 * <p>Public: {@link ai.adjutant.gateway.proxy.ServiceProxy}. No domain logic comes in. Any thread
 * may call.
 */
@NullMarked
package ai.adjutant.gateway.proxy;

import org.jspecify.annotations.NullMarked;
