/**
 * How parameters are changed by their gradients: AdamW with a clipped gradient, a learning rate
 * over time and one over the parts of a model.
 *
 * <p>Public: {@link ai.adjutant.tuner.optimizer.AdamW}, {@link
 * ai.adjutant.tuner.optimizer.Schedule}, {@link ai.adjutant.tuner.optimizer.PartRates}. An
 * optimiser belongs to one worker's thread.
 */
@NullMarked
package ai.adjutant.tuner.optimizer;

import org.jspecify.annotations.NullMarked;
