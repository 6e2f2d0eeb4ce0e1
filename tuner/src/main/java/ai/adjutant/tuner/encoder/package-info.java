/**
 * Trains the encoder of texts on an organisation's own questions, and compares it with what it was.
 *
 * <p>Entry points: {@link ai.adjutant.tuner.encoder.EncoderTask} learns, {@link
 * ai.adjutant.tuner.encoder.Comparison} judges on questions that were held out.
 */
@NullMarked
package ai.adjutant.tuner.encoder;

import org.jspecify.annotations.NullMarked;
