/**
 * The only binding to ONNX Runtime: graphs are opened, run and closed here.
 *
 * <p>Door: {@link ai.adjutant.inference.runtime.OnnxRuntime}. No type of ONNX Runtime leaves this
 * room, and no model knowledge comes in. One operator is ours: {@code AttentionOperator}, which
 * hands attention to {@link ai.adjutant.inference.attention}. A {@link
 * ai.adjutant.inference.runtime.Graph} may be run by several threads at once; a {@link
 * ai.adjutant.inference.runtime.Tensor} belongs to whoever made or received it, who closes it.
 */
@NullMarked
package ai.adjutant.inference.runtime;

import org.jspecify.annotations.NullMarked;
