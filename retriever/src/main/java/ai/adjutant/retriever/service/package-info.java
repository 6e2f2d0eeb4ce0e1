/**
 * The way in: the contracts of {@code adjutant.retrieval.v1}, translated to the rooms' records and
 * back. Nothing is decided here.
 *
 * <p>Doors: the three services. Handlers run on virtual threads and may block.
 */
@NullMarked
package ai.adjutant.retriever.service;

import org.jspecify.annotations.NullMarked;
