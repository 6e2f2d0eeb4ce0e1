/**
 * Writes the graph of a Llama-like decoder, in the nodes that ONNX Runtime runs fastest on a CPU.
 *
 * <p>Entry point: {@link ai.adjutant.onnx.decoder.DecoderWriter}, fed by a {@link
 * ai.adjutant.onnx.decoder.DecoderShape}, a {@link ai.adjutant.onnx.decoder.Precision} and {@link
 * ai.adjutant.onnx.decoder.Weights}. Where weights come from and what lies beside the graph
 * (tokenizer, configuration) are others' business. Any thread may call; a call works alone.
 */
@NullMarked
package ai.adjutant.onnx.decoder;

import org.jspecify.annotations.NullMarked;
