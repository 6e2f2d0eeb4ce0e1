/**
 * Runs one question against all legs of a corpus, fuses the lists and explains them.
 *
 * <p>Public: {@link ai.adjutant.retriever.search.Searcher} and {@link
 * ai.adjutant.retriever.search.FilterParser}. A leg that fails or comes too late degrades the
 * answer and never fails it while another one stands; so does {@link
 * ai.adjutant.retriever.search.Reranker}, which has the best hits read. No Lucene, no gRPC; any
 * thread may call.
 */
@NullMarked
package ai.adjutant.retriever.search;

import org.jspecify.annotations.NullMarked;
