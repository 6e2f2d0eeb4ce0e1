package ai.adjutant.inference.engine;

import java.time.Duration;

/**
 * What a generation took.
 *
 * @param promptTokens tokens of the prompt
 * @param truncatedTokens tokens that were cut from the prompt's beginning
 * @param generatedTokens tokens generated, without the one that ends the answer
 * @param queued time from the request until it had its turn
 * @param firstToken time from the request to the first token, waiting included
 * @param perToken mean time of each later token
 * @param seed the seed that was used
 * @param meanLogProbability mean natural log-probability of the generated tokens; 0 without any
 * @param lowestLogProbability that of the least likely one; 0 without any
 * @param meanBatchSize mean number of sequences in the steps that made its tokens; 0 without any
 */
public record Usage(
    int promptTokens,
    int truncatedTokens,
    int generatedTokens,
    Duration queued,
    Duration firstToken,
    Duration perToken,
    long seed,
    double meanLogProbability,
    double lowestLogProbability,
    double meanBatchSize) {}
