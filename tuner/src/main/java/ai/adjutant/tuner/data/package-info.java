/**
 * The order in which examples are learnt from: shuffled by a seed, like lengths together, and known
 * for any place in a run without running up to it.
 *
 * <p>Public: {@link ai.adjutant.tuner.data.BatchPlan}, {@link ai.adjutant.tuner.data.Seeds}.
 */
@NullMarked
package ai.adjutant.tuner.data;

import org.jspecify.annotations.NullMarked;
