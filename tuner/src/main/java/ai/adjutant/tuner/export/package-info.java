/**
 * Makes of trained weights what is served: a graph in bytes, or in floats, with its configuration,
 * tokenizer and card.
 *
 * <p>Entry points: {@link ai.adjutant.tuner.export.ReaderExport} and {@link
 * ai.adjutant.tuner.export.EncoderExport}, which write only what reproduces the trainer. Used by
 * one thread.
 */
@NullMarked
package ai.adjutant.tuner.export;

import org.jspecify.annotations.NullMarked;
