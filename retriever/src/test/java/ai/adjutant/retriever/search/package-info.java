@NullMarked
package ai.adjutant.retriever.search;

import org.jspecify.annotations.NullMarked;
