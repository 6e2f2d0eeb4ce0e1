@NullMarked
package ai.adjutant.onnx.synth;

import org.jspecify.annotations.NullMarked;
