/**
 * Who may call what at the gateway: the scope that each method needs, the key that a caller shows,
 * and how much each key may take.
 *
 * <p>Public: {@link ai.adjutant.gateway.access.AccessControl}. No gRPC comes in. Any thread may
 * call.
 */
@NullMarked
package ai.adjutant.gateway.access;

import org.jspecify.annotations.NullMarked;
