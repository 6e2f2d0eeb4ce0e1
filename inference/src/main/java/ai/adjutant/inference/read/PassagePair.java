package ai.adjutant.inference.read;

/**
 * A text and the passage that is read for it.
 *
 * @param text a question or a claim
 * @param passage where it may be answered or supported
 */
public record PassagePair(String text, String passage) {}
