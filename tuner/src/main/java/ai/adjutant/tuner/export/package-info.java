/**
 * Makes of a trained reader what is served: a graph in bytes with its configuration and tokenizer.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.export.ReaderExport}, which writes only what reproduces
 * the trainer. Used by one thread.
 */
@NullMarked
package ai.adjutant.tuner.export;

import org.jspecify.annotations.NullMarked;
