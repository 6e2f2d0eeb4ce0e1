package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.model.ModelSpec.CachePortNames;
import ai.adjutant.inference.runtime.Element;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Describes the inputs and outputs of a decoder graph, checked before anything is run.
 *
 * @param inputs those that it has beside its KV cache
 * @param logits the output
 * @param cache the parts of every layer's KV cache, in the order of the layers
 * @param vocabularySize length of a row of logits
 */
record DecoderPorts(
    Map<DecoderInput, Port> inputs, Port logits, List<CachePort> cache, int vocabularySize) {
  private static final int LAYERS_MAX = 1_000;

  DecoderPorts {
    inputs = Map.copyOf(inputs);
    cache = List.copyOf(cache);
  }

  /**
   * Describes a part of a layer's KV cache.
   *
   * @param past input
   * @param present output that replaces it
   * @param element type
   * @param shape with -1 for the batch and 0 for the positions
   * @param batchAxis which length is the batch's
   */
  record CachePort(String past, String present, Element element, List<Long> shape, int batchAxis) {
    CachePort {
      shape = List.copyOf(shape);
    }

    /** Key and value heads of one row; 1 where keys and values lie together. */
    long heads() {
      return shape.get(batchAxis + 1);
    }

    /** Length of one head's vector. */
    long headLength() {
      return shape.get(batchAxis + 3);
    }

    /** Lengths for rows of a batch and a number of positions. */
    long[] lengths(long batch, long positions) {
      long[] lengths = shape.stream().mapToLong(Long::longValue).toArray();
      lengths[batchAxis] = batch;
      lengths[batchAxis + 2] = positions;
      return lengths;
    }

    /** Bytes of one position of one row. */
    long bytesPerToken() {
      long bytes = element.bytes();
      for (long length : lengths(1, 1)) {
        bytes *= length;
      }
      return bytes;
    }
  }

  /**
   * Reads the ports of a graph; what it does not say of its KV cache's shape is taken from hints.
   */
  static DecoderPorts of(Graph graph, ModelSpec spec) {
    return new Reader(graph, spec).ports();
  }

  /** Whether the graph has an input. */
  boolean has(DecoderInput input) {
    return inputs.containsKey(input);
  }

  /** Bytes that one token of a sequence takes. */
  long cacheBytesPerToken() {
    return cache.stream().mapToLong(CachePort::bytesPerToken).sum();
  }

  /** Whether all of its KV cache is in floats. */
  boolean hasFloatCache() {
    return cache.stream().allMatch(part -> part.element().isFloat());
  }

  private record Reader(Graph graph, ModelSpec spec) {
    DecoderPorts ports() {
      ModelSpec.Ports names = spec.ports();
      List<CachePort> cache = cache(names.cache());
      Port logits = port(graph.outputs(), names.logits());
      if (!element(logits).isFloat()) {
        throw refused("gives logits of type " + logits.element() + "; floats are served");
      }
      int rank = logits.shape().size();
      long vocabulary = rank < 2 ? -1 : logits.shape().get(rank - 1);
      if (vocabulary < 1) {
        throw refused("gives logits of the shape " + logits.shape() + ", not [1, tokens, N]");
      }
      return new DecoderPorts(inputs(names, cache), logits, cache, Math.toIntExact(vocabulary));
    }

    private Map<DecoderInput, Port> inputs(ModelSpec.Ports names, List<CachePort> cache) {
      Set<String> pasts = cache.stream().map(CachePort::past).collect(Collectors.toSet());
      Optional<String> refusal = DecoderInput.refusal(graph.inputs().keySet(), names, pasts);
      if (refusal.isPresent()) {
        throw refused(refusal.get());
      }
      Map<DecoderInput, Port> inputs = new EnumMap<>(DecoderInput.class);
      for (DecoderInput input : DecoderInput.values()) {
        @Nullable Port port = graph.inputs().get(input.in(names));
        if (port != null) {
          inputs.put(input, integers(port));
        }
      }
      return inputs;
    }

    private List<CachePort> cache(List<CachePortNames> parts) {
      List<CachePort> cache = new ArrayList<>();
      for (int layer = 0; layer < LAYERS_MAX; layer++) {
        for (CachePortNames part : parts) {
          String past = part.past().formatted(layer);
          if (!graph.inputs().containsKey(past) && layer > 0 && part.equals(parts.getFirst())) {
            return cache;
          }
          cache.add(part(past, part.present().formatted(layer)));
        }
      }
      throw refused("has more than " + LAYERS_MAX + " layers");
    }

    private CachePort part(String past, String present) {
      Port in = port(graph.inputs(), past);
      port(graph.outputs(), present);
      if (element(in).isInteger()) {
        throw refused("has " + past + " of type " + in.element() + ", not floats or bytes");
      }
      int rank = in.shape().size();
      if (rank != 4 && rank != 5) {
        throw refused("has " + past + " of the shape " + in.shape() + ", not 4 or 5 lengths");
      }
      int batchAxis = rank - 4;
      List<Long> shape = new ArrayList<>(in.shape());
      shape.set(batchAxis, -1L);
      shape.set(batchAxis + 1, known(in, batchAxis + 1, spec.cache().heads(), "key-value heads"));
      shape.set(batchAxis + 2, 0L);
      shape.set(batchAxis + 3, known(in, batchAxis + 3, spec.cache().length(), "head length"));
      if (rank == 5) {
        shape.set(0, known(in, 0, 0, "number of parts"));
      }
      return new CachePort(past, present, element(in), shape, batchAxis);
    }

    private static long known(Port port, int axis, int hint, String what) {
      long fixed = port.shape().get(axis);
      if (fixed > 0) {
        return fixed;
      }
      if (hint > 0) {
        return hint;
      }
      throw refused("leaves the " + what + " of " + port.name() + " open, and so do its files");
    }

    private static Port port(Map<String, Port> ports, String name) {
      Port port = ports.get(name);
      if (port == null) {
        throw refused(DecoderInput.missing(name));
      }
      return port;
    }

    private static Port integers(Port port) {
      if (!element(port).isInteger()) {
        throw refused("has " + port.name() + " of type " + port.element() + ", not integers");
      }
      return port;
    }

    private static Element element(Port port) {
      for (Element element : Element.values()) {
        if (element.name().equals(port.element())) {
          return element;
        }
      }
      throw refused("has " + port.name() + " of type " + port.element() + ", which is not served");
    }
  }

  private static AdjutantException refused(String what) {
    return new AdjutantException(EngineReason.DECODER_REFUSED, "the graph " + what);
  }
}
