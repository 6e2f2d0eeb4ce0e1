/**
 * Inference: the sole owner of ONNX Runtime. Embeds texts and runs language models.
 *
 * <p>Door: {@link ai.adjutant.inference.InferenceFactory}, which wires the rooms for a process. The
 * rooms know nothing of the wiring.
 */
@NullMarked
package ai.adjutant.inference;

import org.jspecify.annotations.NullMarked;
