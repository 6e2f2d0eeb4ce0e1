/**
 * gRPC as every service uses it: servers, channels, the context of requests in metadata, error
 * mapping, streams that block a fast writer.
 *
 * <p>Public types: {@link ai.adjutant.chassis.transport.ServiceServer} for those who serve, {@link
 * ai.adjutant.chassis.transport.Channels} and {@link ai.adjutant.chassis.transport.PeerFailure} for
 * those who call. No domain type comes in. Handlers run on virtual threads and may block; netty's
 * threads never do.
 */
@NullMarked
package ai.adjutant.chassis.transport;

import org.jspecify.annotations.NullMarked;
