/**
 * The reader: an encoder over a question and a passage, with heads for whether the passage matters,
 * where the answer stands, whether there is one, and whether a claim is supported.
 *
 * <p>Entry point: {@link ai.adjutant.tuner.reader.ReaderTask}.
 */
@NullMarked
package ai.adjutant.tuner.reader;

import org.jspecify.annotations.NullMarked;
