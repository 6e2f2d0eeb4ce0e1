/** Tests of the transport, over real sockets. */
@NullMarked
package ai.adjutant.chassis.transport;

import org.jspecify.annotations.NullMarked;
