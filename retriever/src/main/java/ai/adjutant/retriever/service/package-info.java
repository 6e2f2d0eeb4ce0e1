/**
 * Serves the contracts of {@code adjutant.retrieval.v1}: translates them to the packages' records
 * and back. Nothing is decided here.
 *
 * <p>Public: the three services. Handlers run on virtual threads and may block.
 */
@NullMarked
package ai.adjutant.retriever.service;

import org.jspecify.annotations.NullMarked;
