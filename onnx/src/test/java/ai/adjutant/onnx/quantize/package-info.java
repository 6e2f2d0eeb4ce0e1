@NullMarked
package ai.adjutant.onnx.quantize;

import org.jspecify.annotations.NullMarked;
