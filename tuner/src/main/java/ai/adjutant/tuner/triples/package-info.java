/**
 * Questions with a passage and its answer, read from files and checked, and passages that look like
 * the right one.
 *
 * <p>Public: {@link ai.adjutant.tuner.triples.Triple}, {@link
 * ai.adjutant.tuner.triples.TripleFile}, {@link ai.adjutant.tuner.triples.Claim}, {@link
 * ai.adjutant.tuner.triples.ClaimFile}, {@link ai.adjutant.tuner.triples.ClaimSetFile}, {@link
 * ai.adjutant.tuner.triples.PassageFile}, {@link ai.adjutant.tuner.triples.QuestionFile}, {@link
 * ai.adjutant.tuner.triples.Neighbours}.
 */
@NullMarked
package ai.adjutant.tuner.triples;

import org.jspecify.annotations.NullMarked;
