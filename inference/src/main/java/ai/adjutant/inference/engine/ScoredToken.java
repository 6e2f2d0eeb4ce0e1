package ai.adjutant.inference.engine;

/**
 * A token with its likelihood after those before it.
 *
 * @param logProbability natural
 */
public record ScoredToken(int id, double logProbability) {}
