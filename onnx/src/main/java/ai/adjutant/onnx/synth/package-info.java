/**
 * Models with the shapes of real ones and weights drawn from a seed, for benchmarks and tests on
 * machines without weights. They can be served; what they say means nothing.
 *
 * <p>Entry point: {@link ai.adjutant.onnx.synth.SyntheticModel}. The graph comes from {@code
 * decoder}, the folder from {@code folder}. Any thread may call; a call works alone, on one thread.
 */
@NullMarked
package ai.adjutant.onnx.synth;

import org.jspecify.annotations.NullMarked;
