/** Tests of learning curves. */
@NullMarked
package ai.adjutant.tuner.curve;

import org.jspecify.annotations.NullMarked;
