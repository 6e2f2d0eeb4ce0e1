/** Tests of the corpora on disk. */
@NullMarked
package ai.adjutant.retriever.corpus;

import org.jspecify.annotations.NullMarked;
