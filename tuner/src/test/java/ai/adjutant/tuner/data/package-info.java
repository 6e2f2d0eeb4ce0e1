/** Tests of the order of examples. */
@NullMarked
package ai.adjutant.tuner.data;

import org.jspecify.annotations.NullMarked;
