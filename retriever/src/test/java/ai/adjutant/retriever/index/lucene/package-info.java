@NullMarked
package ai.adjutant.retriever.index.lucene;

import org.jspecify.annotations.NullMarked;
