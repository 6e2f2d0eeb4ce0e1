/**
 * Scores passages with a model that reads them beside the question.
 *
 * <p>Entry point: {@link ai.adjutant.inference.rerank.Reranker}; any thread may call. Runs on
 * workers that encoders share, with interactive priority, one passage a run.
 */
@NullMarked
package ai.adjutant.inference.rerank;

import org.jspecify.annotations.NullMarked;
