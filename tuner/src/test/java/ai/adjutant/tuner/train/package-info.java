/** Tests of the training loop. */
@NullMarked
package ai.adjutant.tuner.train;

import org.jspecify.annotations.NullMarked;
