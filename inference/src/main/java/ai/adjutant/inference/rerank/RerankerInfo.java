package ai.adjutant.inference.rerank;

/**
 * What is known of a reranker.
 *
 * @param name its name
 * @param digest SHA-256 over its files, hexadecimal
 * @param contextLength longest question and passage together, in tokens
 * @param bytes of its files
 */
public record RerankerInfo(String name, String digest, int contextLength, long bytes) {}
