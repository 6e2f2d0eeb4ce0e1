/**
 * Graphs: opened, run and closed by ONNX Runtime through its Java binding.
 *
 * <p>Entry point: {@link ai.adjutant.inference.runtime.OnnxRuntime}. No type of ONNX Runtime leaves
 * this package, and no model knowledge comes in. Below it lie {@link ai.adjutant.inference.kernel}
 * (attention of ours), {@link ai.adjutant.inference.threads} (a graph's pool), {@link
 * ai.adjutant.inference.capi} (the C interface) and {@link ai.adjutant.inference.platform}; only
 * these five see native code. A {@link ai.adjutant.inference.runtime.Graph} says who may run it; a
 * {@link ai.adjutant.inference.runtime.Tensor} belongs to whoever made or received it, who closes
 * it.
 */
@NullMarked
package ai.adjutant.inference.runtime;

import org.jspecify.annotations.NullMarked;
