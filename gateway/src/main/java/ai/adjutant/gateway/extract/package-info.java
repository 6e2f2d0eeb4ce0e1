/**
 * Verbatim answers: the sentence of the best passages that fits the question best, with its
 * neighbours, in reading order.
 *
 * <p>Public: {@link ai.adjutant.gateway.extract.ExtractiveAnswerer}. Any thread may call; it blocks
 * for the sentences' vectors.
 */
@NullMarked
package ai.adjutant.gateway.extract;

import org.jspecify.annotations.NullMarked;
