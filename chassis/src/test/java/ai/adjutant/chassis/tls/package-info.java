/** Tests of TLS between services. */
@NullMarked
package ai.adjutant.chassis.tls;

import org.jspecify.annotations.NullMarked;
