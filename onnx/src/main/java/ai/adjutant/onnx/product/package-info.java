/**
 * Nodes of products that several graphs share.
 *
 * <p>Entry point: {@link ai.adjutant.onnx.product.ByteRows}, products of bytes with a scale for
 * each row. One thread.
 */
@NullMarked
package ai.adjutant.onnx.product;

import org.jspecify.annotations.NullMarked;
