@NullMarked
package ai.adjutant.retriever.encode;

import org.jspecify.annotations.NullMarked;
