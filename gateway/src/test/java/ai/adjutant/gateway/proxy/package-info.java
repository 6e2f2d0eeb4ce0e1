/** Tests the proxy over real sockets. */
@NullMarked
package ai.adjutant.gateway.proxy;

import org.jspecify.annotations.NullMarked;
