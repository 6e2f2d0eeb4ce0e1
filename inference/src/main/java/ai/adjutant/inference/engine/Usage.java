package ai.adjutant.inference.engine;

import java.time.Duration;

/**
 * What a generation took.
 *
 * @param promptTokens tokens of the prompt
 * @param generatedTokens tokens generated, without the one that ends the answer
 * @param firstToken time from the request to the first token, waiting included
 * @param perToken mean time of each later token
 * @param seed the seed that was used
 * @param meanLogProbability mean natural log-probability of the generated tokens; 0 without any
 */
public record Usage(
    int promptTokens,
    int generatedTokens,
    Duration firstToken,
    Duration perToken,
    long seed,
    double meanLogProbability) {}
