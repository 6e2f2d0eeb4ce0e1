package ai.adjutant.inference.embed;

/**
 * What is known of an encoder.
 *
 * @param name its name, such as {@code bge-small-en-v1.5-int8}
 * @param digest SHA-256 over graph and tokenizer, hexadecimal
 * @param dimensions length of a vector
 * @param contextLength longest input in tokens
 * @param bytes of graph and tokenizer
 */
public record EncoderFacts(
    String name, String digest, int dimensions, int contextLength, long bytes) {}
