/** Tests of the package, and its fake. */
@NullMarked
package ai.adjutant.chassis.context;

import org.jspecify.annotations.NullMarked;
