/** Tests of the room. */
@NullMarked
package ai.adjutant.chassis.threads;

import org.jspecify.annotations.NullMarked;
