/** Wires the retriever together; the packages below know nothing of it. */
@NullMarked
package ai.adjutant.retriever;

import org.jspecify.annotations.NullMarked;
