/**
 * What embedding and reranking have in common: an encoder's directory and its graph.
 *
 * <p>Entry points: {@link ai.adjutant.inference.encoder.EncoderDirectory} and {@link
 * ai.adjutant.inference.encoder.EncoderGraph}; any thread may call. What a graph's output means
 * stays outside.
 */
@NullMarked
package ai.adjutant.inference.encoder;

import org.jspecify.annotations.NullMarked;
