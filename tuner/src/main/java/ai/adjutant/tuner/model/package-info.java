/**
 * The seam between training and what is trained: a task gives replicas of a model, a replica gives
 * losses.
 *
 * <p>A task implements {@link ai.adjutant.tuner.model.Task} and {@link
 * ai.adjutant.tuner.model.Replica}. A replica belongs to one worker's thread; all else may be
 * shared.
 */
@NullMarked
package ai.adjutant.tuner.model;

import org.jspecify.annotations.NullMarked;
