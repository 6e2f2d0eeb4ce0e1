package ai.adjutant.inference.read;

import java.util.List;

/**
 * What is known of a reader.
 *
 * @param name its name
 * @param digest SHA-256 over its files, hexadecimal
 * @param contextLength longest text and window of a passage together, in tokens
 * @param bytes of its files
 * @param batchIndependent whether a row gets the same bits alone and in a batch: tried when the
 *     reader is opened, not declared. Only readers that pass are given batches.
 * @param languages BCP 47 languages that it knows; empty means every language
 */
public record ReaderInfo(
    String name,
    String digest,
    int contextLength,
    long bytes,
    boolean batchIndependent,
    List<String> languages) {
  /** Copies the languages. */
  public ReaderInfo {
    languages = List.copyOf(languages);
  }
}
