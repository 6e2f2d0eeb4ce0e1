@NullMarked
package ai.adjutant.retriever.chunk;

import org.jspecify.annotations.NullMarked;
