/**
 * Computes attention over a KV cache that is kept in place, computed with the vector instructions
 * of the processor.
 *
 * <p>{@link ai.adjutant.inference.attention.Attention} is one node's work in one run, described by
 * {@link ai.adjutant.inference.attention.Operands}. It works on addresses; who owns the memory and
 * what the operands mean to a graph is decided elsewhere. {@link
 * ai.adjutant.inference.attention.Attention#available} says whether the processor and the virtual
 * machine can do it.
 */
@NullMarked
package ai.adjutant.inference.attention;

import org.jspecify.annotations.NullMarked;
