package ai.adjutant.retriever.term;

/**
 * Describes an abbreviation that a document explains.
 *
 * @param shortForm "FCR"
 * @param longForm "First Contact Resolution"
 * @param chunk number of the chunk that explains it
 */
public record Abbreviation(String shortForm, String longForm, int chunk) {}
