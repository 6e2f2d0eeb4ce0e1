package ai.adjutant.retriever.index;

/** Describes a document as the index keeps it, without its text. */
public record DocumentRecord(
    String id, Description description, Provenance provenance, int pageCount, int chunkCount) {}
