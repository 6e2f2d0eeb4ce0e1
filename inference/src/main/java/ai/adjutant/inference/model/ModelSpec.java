package ai.adjutant.inference.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model directory, read.
 *
 * @param name of the directory
 * @param files where its parts lie
 * @param contextLength longest sequence that is served in tokens, prompt and answer together
 * @param statedContextLength longest sequence that its configuration states
 * @param endTokens ids that end an answer, at least one
 * @param ports what its graph calls its inputs and outputs
 * @param cache shape of its KV cache, as far as the configuration states it
 * @param attention how its graph attends to its KV cache
 * @param chat how conversations are written
 * @param variants its graphs, the one that is served first
 * @param footprint what the served graph takes of memory
 */
public record ModelSpec(
    String name,
    Files files,
    int contextLength,
    int statedContextLength,
    Set<Long> endTokens,
    Ports ports,
    CacheShape cache,
    Attention attention,
    Chat chat,
    List<Variant> variants,
    Footprint footprint) {
  /** Copies the collections and checks the ranges. */
  public ModelSpec {
    endTokens = Set.copyOf(endTokens);
    variants = List.copyOf(variants);
    if (contextLength < 2 || statedContextLength < contextLength || endTokens.isEmpty()) {
      throw new IllegalArgumentException("context " + contextLength + ", ends " + endTokens);
    }
  }

  /**
   * The same model with a bound on its sequences: what is reserved for each grows with it.
   *
   * @param tokensMax at least 2
   */
  public ModelSpec servedUpTo(int tokensMax) {
    return new ModelSpec(
        name,
        files,
        Math.min(contextLength, tokensMax),
        statedContextLength,
        endTokens,
        ports,
        cache,
        attention,
        chat,
        variants,
        footprint);
  }

  /**
   * Where its parts lie.
   *
   * @param graph the ONNX file that is served
   * @param tokenizer {@code tokenizer.json}; a model without one takes and gives ids only
   * @param digest SHA-256 over path, length and SHA-256 of each file that matters, hexadecimal
   * @param bytes of these files
   */
  public record Files(Path graph, Optional<Path> tokenizer, String digest, long bytes) {}

  /**
   * What its graph calls its inputs and outputs; which of them it has, the graph itself says.
   *
   * @param inputIds tokens
   * @param attentionMask which positions are attended to
   * @param positionIds where tokens stand
   * @param logits what it computes
   * @param cache the parts of each layer's KV cache
   */
  public record Ports(
      String inputIds,
      String attentionMask,
      String positionIds,
      String logits,
      List<CachePortNames> cache) {
    /** As Optimum names them. */
    public static final Ports OPTIMUM =
        new Ports(
            "input_ids",
            "attention_mask",
            "position_ids",
            "logits",
            List.of(
                new CachePortNames("past_key_values.%d.key", "present.%d.key"),
                new CachePortNames("past_key_values.%d.value", "present.%d.value")));

    /** Copies the parts. */
    public Ports {
      cache = List.copyOf(cache);
    }
  }

  /**
   * Names a part of a layer's KV cache; {@code %d} stands for the layer.
   *
   * @param past the input
   * @param present the output that replaces it
   */
  public record CachePortNames(String past, String present) {}

  /**
   * Describes the shape of its KV cache.
   *
   * @param heads number of key and value heads; 0 when not stated
   * @param length of one head's vector; 0 when not stated
   */
  public record CacheShape(int heads, int length) {}

  /** How a graph attends to its KV cache. */
  public enum Attention {
    /**
     * By GroupQueryAttention, which writes new keys and values in place: sequences share a step.
     */
    GROUPED,
    /** By plain operators that return a longer KV cache: one sequence a step. */
    PLAIN
  }

  /**
   * How conversations are written.
   *
   * @param template empty when the model has none
   * @param beginToken text of the token that begins a sequence, or empty
   * @param endToken text of the token that ends one, or empty
   */
  public record Chat(Optional<String> template, String beginToken, String endToken) {}

  /**
   * A graph of the model.
   *
   * @param file path inside the directory, with {@code /}
   * @param provider where it runs, such as {@code cpu}
   * @param weights type of its weights, such as {@code int4}
   * @param digest SHA-256 of the graph, hexadecimal; with external data, over path, length and
   *     SHA-256 of each of its files
   * @param bytes of the graph and its external data
   * @param runtimeMin lowest release of ONNX Runtime that knows its operators
   */
  public record Variant(
      String file, String provider, String weights, String digest, long bytes, String runtimeMin) {}

  /**
   * What a graph takes of memory.
   *
   * @param weightBytes of its constant tensors
   * @param loadBytes that loading takes at most
   * @param layers parts of its KV cache for each port
   * @param cacheBytesPerToken that a token takes in its KV cache; 0 when its shape is left open
   */
  public record Footprint(long weightBytes, long loadBytes, int layers, long cacheBytesPerToken) {}
}
