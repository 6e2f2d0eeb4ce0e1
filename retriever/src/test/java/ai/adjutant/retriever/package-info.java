@NullMarked
package ai.adjutant.retriever;

import org.jspecify.annotations.NullMarked;
