@NullMarked
package ai.adjutant.onnx.encoder;

import org.jspecify.annotations.NullMarked;
