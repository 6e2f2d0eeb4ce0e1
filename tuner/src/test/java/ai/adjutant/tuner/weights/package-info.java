/** Tests of files of weights. */
@NullMarked
package ai.adjutant.tuner.weights;

import org.jspecify.annotations.NullMarked;
