/** Tests of the package, and the log that tests read. */
@NullMarked
package ai.adjutant.chassis.logging;

import org.jspecify.annotations.NullMarked;
