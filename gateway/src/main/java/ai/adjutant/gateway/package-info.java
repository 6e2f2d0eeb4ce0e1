/** Wires the gateway together; the packages below know nothing of it. */
@NullMarked
package ai.adjutant.gateway;

import org.jspecify.annotations.NullMarked;
