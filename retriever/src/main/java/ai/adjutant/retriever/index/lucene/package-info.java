/**
 * Keeps the index in Lucene: chunk documents and document records in one index, so that one commit
 * covers both.
 *
 * <p>Public: {@link ai.adjutant.retriever.index.lucene.LuceneIndexes}. The only package that sees
 * Lucene's index classes; none of them leaves it.
 */
@NullMarked
package ai.adjutant.retriever.index.lucene;

import org.jspecify.annotations.NullMarked;
