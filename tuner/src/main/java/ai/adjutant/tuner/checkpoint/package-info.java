/**
 * The state of a run on disk, from which it goes on as if it had never stopped.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.checkpoint.RunFolder}. A state is replaced whole or not
 * at all. One thread writes.
 */
@NullMarked
package ai.adjutant.tuner.checkpoint;

import org.jspecify.annotations.NullMarked;
