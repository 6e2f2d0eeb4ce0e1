/** A task small enough to be learnt in a second. */
@NullMarked
package ai.adjutant.tuner.toy;

import org.jspecify.annotations.NullMarked;
