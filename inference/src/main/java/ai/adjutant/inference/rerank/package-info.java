/**
 * Passages judged by a model that reads them beside the question.
 *
 * <p>Door: {@link ai.adjutant.inference.rerank.Reranker}; any thread may call. Runs on workers that
 * encoders share, in the lane of questions, one passage a run.
 */
@NullMarked
package ai.adjutant.inference.rerank;

import org.jspecify.annotations.NullMarked;
