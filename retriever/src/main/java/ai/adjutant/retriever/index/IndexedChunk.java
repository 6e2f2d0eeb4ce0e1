package ai.adjutant.retriever.index;

import ai.adjutant.retriever.chunk.Chunk;
import ai.adjutant.retriever.encode.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Describes a chunk on its way into the index.
 *
 * @param text the chunk's own text
 * @param searchText what both legs see: title and headings before the text
 * @param vector null without an encoder
 */
public record IndexedChunk(Chunk chunk, String text, String searchText, @Nullable Vector vector) {}
