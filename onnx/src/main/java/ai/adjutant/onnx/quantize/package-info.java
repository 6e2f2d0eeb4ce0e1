/**
 * Quantised weights: block by block, as ONNX Runtime's {@code MatMulNBits} and {@code
 * GatherBlockQuantized} take them, and row by row, as its products of bytes do.
 *
 * <p>Entry points: {@link ai.adjutant.onnx.quantize.BlockFormat} says how values are packed, {@link
 * ai.adjutant.onnx.quantize.BlockQuantizer} packs a row and unpacks it; {@link
 * ai.adjutant.onnx.quantize.RowQuantizer} and {@link ai.adjutant.onnx.quantize.SignedRowQuantizer}
 * do so with one scale a row. No files and no graphs come in here. Any thread may call.
 */
@NullMarked
package ai.adjutant.onnx.quantize;

import org.jspecify.annotations.NullMarked;
