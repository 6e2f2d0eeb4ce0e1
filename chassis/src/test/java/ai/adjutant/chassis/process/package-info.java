/** Tests of what a process needs. */
@NullMarked
package ai.adjutant.chassis.process;

import org.jspecify.annotations.NullMarked;
