/** Tests of the package. */
@NullMarked
package ai.adjutant.chassis.threads;

import org.jspecify.annotations.NullMarked;
