/**
 * Block-wise quantised weights, as ONNX Runtime's {@code MatMulNBits} and {@code
 * GatherBlockQuantized} take them.
 *
 * <p>Doors: {@link ai.adjutant.onnx.quantize.BlockFormat} says how values are packed, {@link
 * ai.adjutant.onnx.quantize.BlockQuantizer} packs a row and unpacks it. No files and no graphs come
 * in here. Any thread may call.
 */
@NullMarked
package ai.adjutant.onnx.quantize;

import org.jspecify.annotations.NullMarked;
