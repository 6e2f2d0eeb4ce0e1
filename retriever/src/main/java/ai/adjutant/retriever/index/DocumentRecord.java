package ai.adjutant.retriever.index;

/** A document as the index keeps it, without its text. */
public record DocumentRecord(
    String id, Description description, Provenance provenance, int pageCount, int chunkCount) {}
