/**
 * ONNX Runtime's C interface by the foreign function interface, for what its Java binding lacks:
 * the function table, statuses, callbacks.
 *
 * <p>{@link ai.adjutant.inference.capi.OrtLibrary} checks the release before anything else is
 * touched; {@link ai.adjutant.inference.capi.OrtApi} holds the functions by their position; {@link
 * ai.adjutant.inference.capi.OrtStatus} turns failures into exceptions with the runtime's own code
 * and message. Pointers are longs. Any thread may call.
 *
 * <p>An upgrade of ONNX Runtime is checked by one test, {@code RuntimeUpgradeTest}: versions,
 * positions, layouts, operators and words.
 */
@NullMarked
package ai.adjutant.inference.capi;

import org.jspecify.annotations.NullMarked;
