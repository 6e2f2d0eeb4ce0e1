/** Tests of the front door, over real sockets. */
@NullMarked
package ai.adjutant.gateway.front;

import org.jspecify.annotations.NullMarked;
