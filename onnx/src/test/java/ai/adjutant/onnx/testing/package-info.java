/** What tests of this and other modules share: graphs run in ONNX Runtime, a reference, a story. */
@NullMarked
package ai.adjutant.onnx.testing;

import org.jspecify.annotations.NullMarked;
