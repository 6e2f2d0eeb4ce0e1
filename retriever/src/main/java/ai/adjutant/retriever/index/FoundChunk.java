package ai.adjutant.retriever.index;

import ai.adjutant.retriever.chunk.Chunk;

/** Describes a chunk that was found, with what its document says of itself. */
public record FoundChunk(
    String documentId, String version, Description description, Chunk chunk, String text) {}
