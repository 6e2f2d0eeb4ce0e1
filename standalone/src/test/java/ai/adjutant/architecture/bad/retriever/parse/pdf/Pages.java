package ai.adjutant.architecture.bad.retriever.parse.pdf;

/** A reader that a document must not know. */
public final class Pages {}
