@NullMarked
package ai.adjutant.onnx.file;

import org.jspecify.annotations.NullMarked;
