@NullMarked
package ai.adjutant.retriever.index;

import org.jspecify.annotations.NullMarked;
