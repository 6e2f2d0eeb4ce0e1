/**
 * Examples that are made by rule from other examples and from tables: questions that share every
 * word with an answered one but the matter, claims that a passage supports, denies or does not
 * know, and questions in other words.
 *
 * <p>Public: {@link ai.adjutant.tuner.pairs.ReaderData}, {@link ai.adjutant.tuner.pairs.Part},
 * {@link ai.adjutant.tuner.pairs.Shares}.
 */
@NullMarked
package ai.adjutant.tuner.pairs;

import org.jspecify.annotations.NullMarked;
