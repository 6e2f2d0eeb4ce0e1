package ai.adjutant.retriever.index;

/**
 * Describes an abbreviation that a document explains.
 *
 * @param shortForm "FCR"
 * @param longForm "First Contact Resolution"
 * @param documentId the document that explains it
 * @param chunk number of the chunk that explains it
 */
public record ExplainedTerm(String shortForm, String longForm, String documentId, int chunk) {}
