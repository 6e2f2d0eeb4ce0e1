/** Tests of exports. */
@NullMarked
package ai.adjutant.tuner.export;

import org.jspecify.annotations.NullMarked;
