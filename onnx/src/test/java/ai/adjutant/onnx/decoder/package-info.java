@NullMarked
package ai.adjutant.onnx.decoder;

import org.jspecify.annotations.NullMarked;
