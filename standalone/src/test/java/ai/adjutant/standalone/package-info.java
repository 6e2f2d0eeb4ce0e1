/** Tests of the services as processes: real JVMs, real sockets, real data folders. */
@NullMarked
package ai.adjutant.standalone;

import org.jspecify.annotations.NullMarked;
