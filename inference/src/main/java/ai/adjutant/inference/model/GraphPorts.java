package ai.adjutant.inference.model;

import ai.adjutant.inference.model.ModelSpec.CachePortNames;
import ai.adjutant.inference.model.ModelSpec.CacheShape;
import ai.adjutant.inference.model.ModelSpec.Ports;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.OnnxSummary;
import ai.adjutant.onnx.file.TensorPort;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a decoder's graph, held against what its configuration says.
 *
 * @param layers parts of its KV cache for each port
 * @param cacheBytesPerToken bytes that a token takes in its KV cache; 0 when its shape is left open
 */
record GraphPorts(int layers, long cacheBytesPerToken) {
  private static final Set<ElementType> MEMORY_TYPES =
      Set.of(ElementType.FLOAT, ElementType.FLOAT16, ElementType.INT8, ElementType.UINT8);

  /**
   * Checks the ports.
   *
   * @param file what messages call the graph
   * @throws ai.adjutant.chassis.error.AdjutantException MODEL_NOT_SUPPORTED, naming the input or
   *     output
   */
  static GraphPorts of(String file, OnnxSummary graph, Layout layout) {
    Map<String, TensorPort> inputs = byName(graph.inputs());
    Map<String, TensorPort> outputs = byName(graph.outputs());
    Ports ports = layout.ports();
    present(file, inputs, ports.inputIds());
    Set<String> cache = new HashSet<>();
    long bytes = 0;
    int layers = 0;
    while (layers < Layout.LAYERS_MAX && (layers == 0 || hasLayer(inputs, ports, layers))) {
      for (CachePortNames port : ports.cache()) {
        String past = port.past().replace("%d", String.valueOf(layers));
        TensorPort input = present(file, inputs, past);
        checkCache(file, input);
        checkCache(
            file, present(file, outputs, port.present().replace("%d", String.valueOf(layers))));
        bytes += bytesPerToken(file, input, layout.cache());
        cache.add(past);
      }
      layers++;
    }
    if (layout.layers() > layers) {
      String past = ports.cache().getFirst().past().replace("%d", String.valueOf(layers));
      throw Refusals.unsupported(
          file
              + " has no "
              + past
              + " and "
              + layout.config()
              + " lists "
              + layout.layers()
              + " layers; only models whose layers all have keys and values are served");
    }
    Optional<String> refusal = DecoderInput.refusal(inputs.keySet(), ports, cache);
    if (refusal.isPresent()) {
      throw Refusals.unsupported(file + " " + refusal.get());
    }
    present(file, outputs, ports.logits());
    return new GraphPorts(layers, bytes);
  }

  private static Map<String, TensorPort> byName(List<TensorPort> ports) {
    return ports.stream()
        .collect(Collectors.toMap(TensorPort::name, Function.identity(), (one, other) -> one));
  }

  private static boolean hasLayer(Map<String, TensorPort> inputs, Ports ports, int layer) {
    return ports.cache().stream()
        .anyMatch(port -> inputs.containsKey(port.past().replace("%d", String.valueOf(layer))));
  }

  private static TensorPort present(String file, Map<String, TensorPort> ports, String name) {
    TensorPort port = ports.get(name);
    if (port == null) {
      throw Refusals.unsupported(file + " " + DecoderInput.missing(name));
    }
    return port;
  }

  private static void checkCache(String file, TensorPort port) {
    if (!MEMORY_TYPES.contains(port.type())) {
      throw Refusals.unsupported(
          file + " has " + port.name() + " of type " + port.type() + ", which is not served");
    }
  }

  /** Keys or values lie as [batch, heads, tokens, length], both together as [2, batch, …]. */
  private static long bytesPerToken(String file, TensorPort port, CacheShape hints) {
    int rank = port.dims().size();
    if (rank < 4) {
      return 0;
    }
    long heads = length(file, port, rank - 3, hints.heads());
    long length = length(file, port, rank - 1, hints.length());
    return port.type().bytes(heads * length) * (rank == 5 ? 2 : 1);
  }

  private static long length(String file, TensorPort port, int axis, int hint) {
    return switch (port.dims().get(axis)) {
      case Dimension.Fixed fixed -> {
        if (fixed.length() < 0 || fixed.length() > Layout.HEADS_MAX) {
          throw Refusals.unsupported(
              file
                  + " has "
                  + port.name()
                  + " with a length of "
                  + fixed.length()
                  + ", at most "
                  + Layout.HEADS_MAX
                  + " is served");
        }
        yield fixed.length();
      }
      case Dimension.Named named -> hint;
      case Dimension.Unknown unknown -> hint;
    };
  }
}
