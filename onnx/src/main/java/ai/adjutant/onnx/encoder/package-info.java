/**
 * Writes the graph of a BERT encoder with linear heads, in floats or in bytes.
 *
 * <p>Entry point: {@link ai.adjutant.onnx.encoder.EncoderWriter}, fed by an {@link
 * ai.adjutant.onnx.encoder.EncoderShape}, {@link ai.adjutant.onnx.encoder.EncoderHead}s and {@link
 * ai.adjutant.onnx.encoder.EncoderWeights}. What lies beside the graph is others' business. Any
 * thread may call; a call works alone.
 */
@NullMarked
package ai.adjutant.onnx.encoder;

import org.jspecify.annotations.NullMarked;
