package ai.adjutant.retriever.parse;

/**
 * States where a page (or slide) starts.
 *
 * @param offset UTF-16 code units into the document's text
 * @param page page number, from 1
 */
public record PageStart(int offset, int page) {}
