/**
 * The threads of a graph's own pool: work on them from inside a kernel, and how many of them a run
 * has.
 *
 * <p>{@link ai.adjutant.inference.threads.PoolTasks} runs parts of a kernel's work on the pool.
 * {@link ai.adjutant.inference.threads.IntraOpThreadController} is optional (setting {@code
 * inference.engine.adaptive-threads}, off by default): it occupies pool threads while others want
 * the cores. No graph, tensor or session comes in.
 */
@NullMarked
package ai.adjutant.inference.threads;

import org.jspecify.annotations.NullMarked;
