package ai.adjutant.inference.embed;

import java.util.List;

/**
 * What is known of an encoder.
 *
 * @param name its name, such as {@code bge-small-en-v1.5-int8}
 * @param digest SHA-256 over graph and tokenizer, hexadecimal
 * @param dimensions length of a vector
 * @param contextLength longest input in tokens
 * @param bytes of graph and tokenizer
 * @param batchIndependent whether a text gets the same bits alone and in a batch: tried when the
 *     encoder is opened, not declared. Eight-bit graphs with dynamic scales fail, since a scale
 *     spans the batch; 32-bit ones pass. Only encoders that pass are given batches.
 * @param languages BCP 47 languages that it knows; empty means every language
 */
public record EncoderInfo(
    String name,
    String digest,
    int dimensions,
    int contextLength,
    long bytes,
    boolean batchIndependent,
    List<String> languages) {
  /** Copies the languages. */
  public EncoderInfo {
    languages = List.copyOf(languages);
  }
}
