/** Tests of the optimiser. */
@NullMarked
package ai.adjutant.tuner.optimizer;

import org.jspecify.annotations.NullMarked;
