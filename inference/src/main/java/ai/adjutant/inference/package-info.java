/**
 * Inference: the sole owner of ONNX Runtime. Embeds texts and runs language models.
 *
 * <p>Entry point: {@link ai.adjutant.inference.InferenceFactory}, which wires the packages for a
 * process. The packages know nothing of the wiring.
 */
@NullMarked
package ai.adjutant.inference;

import org.jspecify.annotations.NullMarked;
