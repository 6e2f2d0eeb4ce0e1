/**
 * The training loop: workers that take steps, averages of them, evaluations, checkpoints, and when
 * to stop. It knows no model.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.train.Trainer}. Each worker has a thread that owns its
 * replica, its optimiser and its arrays; the caller's thread waits for them and does the rest.
 */
@NullMarked
package ai.adjutant.tuner.train;

import org.jspecify.annotations.NullMarked;
