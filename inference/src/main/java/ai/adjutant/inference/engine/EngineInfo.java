package ai.adjutant.inference.engine;

/**
 * What a model's engine is doing and has done since it was opened.
 *
 * @param running sequences under way
 * @param waiting requests that wait
 * @param cacheTokens tokens in the KV cache
 * @param cacheTokensMax tokens that may be reserved in it
 * @param steps steps taken
 * @param generatedTokens tokens generated
 * @param decodeRows sum over the decoding steps of the sequences in each
 * @param decodeSteps steps in which sequences decoded
 * @param overheadSeconds time of the steps outside the graph
 * @param graphSeconds time inside the graph
 */
public record EngineInfo(
    int running,
    int waiting,
    long cacheTokens,
    long cacheTokensMax,
    long steps,
    long generatedTokens,
    long decodeRows,
    long decodeSteps,
    double overheadSeconds,
    double graphSeconds) {}
