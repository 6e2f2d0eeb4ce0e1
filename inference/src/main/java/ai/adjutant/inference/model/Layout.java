package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.model.ModelSpec.Ports;
import java.util.List;
import java.util.Set;

/**
 * What the configuration of a model directory says, whichever way it is laid out.
 *
 * @param config the file that says it
 * @param graphs files of the graphs to choose from, inside the directory, with {@code /}
 * @param contextLength longest sequence in tokens
 * @param endTokens ids that end an answer
 * @param ports what the graphs call their inputs and outputs
 * @param layers number of parts that the KV cache has for each port; 0 when not stated
 * @param cache shape of the KV cache, as far as it is stated
 */
record Layout(
    String config,
    List<String> graphs,
    int contextLength,
    Set<Long> endTokens,
    Ports ports,
    int layers,
    CacheShape cache) {
  /** Most layers of a model. */
  static final int LAYERS_MAX = 1_000;

  /** Most heads, and the longest vector of one. */
  static final int HEADS_MAX = 1 << 16;

  /** Longest vector of a token. */
  static final int HIDDEN_MAX = 1 << 20;

  Layout {
    graphs = List.copyOf(graphs);
    endTokens = Set.copyOf(endTokens);
  }
}
