/**
 * Attention over keys and values that are kept in place, computed with the vector instructions of
 * the processor.
 *
 * <p>Door: {@link ai.adjutant.inference.attention.Attention}, one node's work in one run, told by
 * {@link ai.adjutant.inference.attention.Operands}. It works on addresses; who owns the memory and
 * what the operands mean to a graph is others' business. {@link
 * ai.adjutant.inference.attention.Attention#available} says whether the processor and the virtual
 * machine can do it.
 */
@NullMarked
package ai.adjutant.inference.attention;

import org.jspecify.annotations.NullMarked;
