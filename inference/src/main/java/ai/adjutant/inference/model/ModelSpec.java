package ai.adjutant.inference.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A model directory, read.
 *
 * @param name of the directory
 * @param files where its parts lie
 * @param contextLength longest sequence in tokens, prompt and answer together
 * @param endTokens ids that end an answer, at least one
 * @param cache shape of its memory, as far as {@code config.json} tells it
 * @param chat how conversations are written
 */
public record ModelSpec(
    String name, Files files, int contextLength, Set<Long> endTokens, CacheShape cache, Chat chat) {
  /** Copies the ids and checks the ranges. */
  public ModelSpec {
    endTokens = Set.copyOf(endTokens);
    if (contextLength < 2 || endTokens.isEmpty()) {
      throw new IllegalArgumentException("context " + contextLength + ", ends " + endTokens);
    }
  }

  /**
   * Where its parts lie.
   *
   * @param graph the ONNX file
   * @param tokenizer {@code tokenizer.json}
   * @param digest SHA-256 over all files that matter, hexadecimal
   * @param bytes of these files
   */
  public record Files(Path graph, Path tokenizer, String digest, long bytes) {}

  /**
   * Shape of the keys and values that it remembers.
   *
   * @param heads number of key and value heads; 0 when not told
   * @param length of one head's vector; 0 when not told
   */
  public record CacheShape(int heads, int length) {}

  /**
   * How conversations are written.
   *
   * @param template empty when the model has none
   * @param beginToken text of the token that begins a sequence, or empty
   * @param endToken text of the token that ends one, or empty
   */
  public record Chat(Optional<String> template, String beginToken, String endToken) {}
}
