/**
 * Attention as an operator of ours that ONNX Runtime calls: how nodes become ours, how the operator
 * is registered, and what it computes ({@link ai.adjutant.inference.attention}).
 *
 * <p>{@link ai.adjutant.inference.kernel.AttentionNodes} says which graphs have nodes for it,
 * {@link ai.adjutant.inference.kernel.AttentionOperator} opens their sessions. Where the C
 * interface can't be reached or refuses the operator, that is logged once and ONNX Runtime's own
 * attention is used. Native code calls back on the threads that run the graph.
 */
@NullMarked
package ai.adjutant.inference.kernel;

import org.jspecify.annotations.NullMarked;
