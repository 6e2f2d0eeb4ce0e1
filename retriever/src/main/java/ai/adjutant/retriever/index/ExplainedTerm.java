package ai.adjutant.retriever.index;

/**
 * Describes an abbreviation that documents explain.
 *
 * @param shortForm "FCR"
 * @param longForm "First Contact Resolution"
 * @param documentId the first document that explains it, by id
 * @param chunk number of the chunk that explains it there
 * @param documentCount how many documents explain it so
 */
public record ExplainedTerm(
    String shortForm, String longForm, String documentId, int chunk, int documentCount) {}
