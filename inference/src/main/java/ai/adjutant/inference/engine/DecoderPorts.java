package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The inputs and outputs of a decoder graph, checked before anything is run.
 *
 * @param pastToPresent for each input of the memory the output that replaces it
 * @param heads number of key and value heads
 * @param headLength length of one head's vector
 * @param vocabularySize length of a row of logits
 */
record DecoderPorts(
    Map<String, String> pastToPresent,
    int heads,
    int headLength,
    int vocabularySize,
    boolean hasAttentionMask,
    boolean hasPositionIds) {
  static final String INPUT_IDS = "input_ids";
  static final String ATTENTION_MASK = "attention_mask";
  static final String POSITION_IDS = "position_ids";
  static final String LOGITS = "logits";

  private static final String PAST = "past_key_values.";
  private static final String PRESENT = "present.";
  private static final int LAYERS_MAX = 1_000;

  DecoderPorts {
    pastToPresent = Map.copyOf(pastToPresent);
  }

  /** Reads the ports of a graph; what it does not say of its memory's shape is taken from hints. */
  static DecoderPorts of(Graph graph, CacheShape hints) {
    Map<String, Port> inputs = graph.inputs();
    integers(inputs, INPUT_IDS);
    Map<String, String> memory = memory(graph);
    for (String input : inputs.keySet()) {
      switch (input) {
        case INPUT_IDS -> {}
        case ATTENTION_MASK, POSITION_IDS -> integers(inputs, input);
        default -> {
          if (!memory.containsKey(input)) {
            throw refused(
                "wants an input '" + input + "', which is not served; export a plain decoder");
          }
        }
      }
    }
    Port first = port(inputs, PAST + "0.key");
    int heads = known(first, 1, hints.heads(), "num_key_value_heads");
    int headLength = known(first, 3, hints.length(), "head_dim");
    Port logits = port(graph.outputs(), LOGITS);
    floats(logits);
    int vocabulary = logits.shape().size() == 3 ? logits.shape().get(2).intValue() : -1;
    if (vocabulary < 1) {
      throw refused("gives logits of the shape " + logits.shape() + ", not [1, tokens, N]");
    }
    return new DecoderPorts(
        memory,
        heads,
        headLength,
        vocabulary,
        inputs.containsKey(ATTENTION_MASK),
        inputs.containsKey(POSITION_IDS));
  }

  private static Map<String, String> memory(Graph graph) {
    Map<String, String> memory = new LinkedHashMap<>();
    for (int layer = 0; layer < LAYERS_MAX; layer++) {
      if (layer > 0
          && !graph.inputs().containsKey(PAST + layer + ".key")
          && !graph.inputs().containsKey(PAST + layer + ".value")) {
        break;
      }
      for (String part : List.of(".key", ".value")) {
        Port past = port(graph.inputs(), PAST + layer + part);
        Port present = port(graph.outputs(), PRESENT + layer + part);
        floats(past);
        floats(present);
        if (past.shape().size() != 4) {
          throw refused(past.name() + " has the shape " + past.shape() + ", not 4 lengths");
        }
        memory.put(past.name(), present.name());
      }
    }
    return memory;
  }

  private static int known(Port port, int axis, int hint, String field) {
    long fixed = port.shape().get(axis);
    if (fixed > 0) {
      return (int) fixed;
    }
    if (hint > 0) {
      return hint;
    }
    throw refused("leaves a length of " + port.name() + " open and config.json has no " + field);
  }

  private static Port port(Map<String, Port> ports, String name) {
    Port port = ports.get(name);
    if (port == null) {
      throw refused(
          "has no "
              + name
              + "; export it with memory, in Optimum's task text-generation-with-past");
    }
    return port;
  }

  private static void integers(Map<String, Port> ports, String name) {
    Port port = port(ports, name);
    if (!port.element().equals("INT64")) {
      throw refused("has " + name + " of type " + port.element() + "; only INT64 is served");
    }
  }

  private static void floats(Port port) {
    if (!port.element().equals("FLOAT")) {
      throw refused(
          "has " + port.name() + " of type " + port.element() + "; only FLOAT is served so far");
    }
  }

  private static AdjutantException refused(String what) {
    return new AdjutantException(EngineReason.DECODER_REFUSED, "the graph " + what);
  }
}
