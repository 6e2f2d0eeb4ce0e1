/**
 * Reads passages for answers: where one stands, whether there is one, and whether a claim holds.
 *
 * <p>Entry point: {@link ai.adjutant.inference.read.Reader}; any thread may call. Runs on workers
 * that encoders share, questions before bulk work. Long passages are read in overlapping windows,
 * windows of like length in one run.
 */
@NullMarked
package ai.adjutant.inference.read;

import org.jspecify.annotations.NullMarked;
