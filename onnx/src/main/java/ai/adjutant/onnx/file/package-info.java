/**
 * ONNX files: what stands in one, read without its weights, and a writer that streams weights out.
 *
 * <p>Entry points: {@link ai.adjutant.onnx.file.OnnxFile} reads, {@link
 * ai.adjutant.onnx.file.GraphWriter} writes. Nothing that runs a graph comes in here, and nothing
 * that knows what a model is for. Readings are values that any thread may hold; a writer belongs to
 * one thread.
 */
@NullMarked
package ai.adjutant.onnx.file;

import org.jspecify.annotations.NullMarked;
