/** The retriever's wiring; the rooms below know nothing of it. */
@NullMarked
package ai.adjutant.retriever;

import org.jspecify.annotations.NullMarked;
