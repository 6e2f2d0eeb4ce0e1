@NullMarked
package ai.adjutant.retriever.parse.markdown;

import org.jspecify.annotations.NullMarked;
