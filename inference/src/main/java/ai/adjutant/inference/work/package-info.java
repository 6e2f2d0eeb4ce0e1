/**
 * Short work on a fixed number of threads: questions before documents, requests in turn.
 *
 * <p>Door: {@link ai.adjutant.inference.work.Workers}, of which each model has a {@link
 * ai.adjutant.inference.work.Share}; any thread may call. Nothing of models or graphs may come in.
 * The threads belong to the workers, who join them when they close.
 */
@NullMarked
package ai.adjutant.inference.work;

import org.jspecify.annotations.NullMarked;
