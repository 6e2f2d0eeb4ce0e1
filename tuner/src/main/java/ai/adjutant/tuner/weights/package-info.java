/**
 * Files of weights: safetensors, read and written, and the constants of ONNX files, read.
 *
 * <p>Public: {@link ai.adjutant.tuner.weights.WeightSource} and what implements it, {@link
 * ai.adjutant.tuner.weights.SafetensorsWriter}. Nothing here knows what a tensor is for.
 */
@NullMarked
package ai.adjutant.tuner.weights;

import org.jspecify.annotations.NullMarked;
