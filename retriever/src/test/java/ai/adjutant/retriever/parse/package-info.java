@NullMarked
package ai.adjutant.retriever.parse;

import org.jspecify.annotations.NullMarked;
