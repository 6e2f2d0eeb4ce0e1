package ai.adjutant.retriever.index;

import ai.adjutant.retriever.encode.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Describes a chunk with its vector, as it stands in the index.
 *
 * @param vector null where it has none
 */
public record StandingChunk(FoundChunk found, @Nullable Vector vector) {}
