/**
 * Runs short work on a fixed number of threads: interactive before bulk work, requests round robin.
 *
 * <p>Entry point: {@link ai.adjutant.inference.work.Workers}, of which each model has a {@link
 * ai.adjutant.inference.work.Client}; any thread may call. It must not depend on models or graphs.
 * The threads belong to the workers, who join them when they close.
 */
@NullMarked
package ai.adjutant.inference.work;

import org.jspecify.annotations.NullMarked;
