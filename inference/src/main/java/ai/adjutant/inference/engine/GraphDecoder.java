package ai.adjutant.inference.engine;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.model.ModelSpec;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.OnnxRuntime;
import ai.adjutant.inference.runtime.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A decoder as an ONNX graph in the layout of Optimum: the memory of each layer goes in as {@code
 * past_key_values.N.key} and {@code .value} and comes out, longer, as {@code present.N.key} and
 * {@code .value}. One sequence a run.
 */
final class GraphDecoder implements Decoder {
  /** Bounds the memory of logits and of attention during a long prompt. */
  private static final int CHUNK_MAX = 64;

  private final Graph graph;
  private final DecoderPorts ports;
  private final int contextLength;

  /** Written by each run; its first rows are the logits of that run. */
  private final Map<Integer, Tensor> logitsByRows = new HashMap<>();

  private GraphDecoder(Graph graph, DecoderPorts ports, int contextLength) {
    this.graph = graph;
    this.ports = ports;
    this.contextLength = contextLength;
  }

  /**
   * Opens a model's graph.
   *
   * @throws AdjutantException DECODER_REFUSED or GRAPH_REFUSED, naming what is missing
   */
  static GraphDecoder open(ModelSpec spec, OnnxRuntime runtime, int threads) {
    Graph graph = runtime.open(spec.files().graph(), threads);
    try {
      return new GraphDecoder(graph, DecoderPorts.of(graph, spec.cache()), spec.contextLength());
    } catch (AdjutantException e) {
      graph.close();
      throw e;
    }
  }

  @Override
  public int vocabularySize() {
    return ports.vocabularySize();
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public int chunkMax() {
    return CHUNK_MAX;
  }

  @Override
  public Sequence begin() {
    return new GraphSequence();
  }

  @Override
  public void close() {
    logitsByRows.values().forEach(Tensor::close);
    graph.close();
  }

  /** Only the sizes 1 and a full chunk are kept: the others come once a prompt. */
  private Tensor logits(int rows) {
    return logitsByRows.computeIfAbsent(rows, n -> graph.floats(1, n, ports.vocabularySize()));
  }

  private void releaseLogits() {
    Set<Integer> odd = new HashSet<>(logitsByRows.keySet());
    odd.remove(1);
    odd.remove(CHUNK_MAX);
    for (int rows : odd) {
      Tensor tensor = logitsByRows.remove(rows);
      if (tensor != null) {
        tensor.close();
      }
    }
  }

  private final class GraphSequence implements Sequence {
    private Map<String, Tensor> past = new HashMap<>();
    private int length;

    GraphSequence() {
      for (String input : ports.pastToPresent().keySet()) {
        past.put(input, graph.floats(1, ports.heads(), 0, ports.headLength()));
      }
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public Logits append(long[] tokens) {
      int rows = tokens.length;
      if (rows < 1 || rows > CHUNK_MAX || length + rows > contextLength) {
        throw new IllegalArgumentException(rows + " tokens after " + length);
      }
      releaseLogits();
      Tensor logits = logits(rows);
      long[] mask = new long[length + rows];
      Arrays.fill(mask, 1);
      long[] positions = new long[rows];
      Arrays.setAll(positions, i -> length + i);
      Map<String, Tensor> presents;
      try (Tensor ids = graph.longs(tokens, 1, rows);
          Tensor attention = graph.longs(mask, 1, mask.length);
          Tensor position = graph.longs(positions, 1, rows)) {
        Map<String, Tensor> feeds = new HashMap<>(past);
        feeds.put(DecoderPorts.INPUT_IDS, ids);
        if (ports.hasAttentionMask()) {
          feeds.put(DecoderPorts.ATTENTION_MASK, attention);
        }
        if (ports.hasPositionIds()) {
          feeds.put(DecoderPorts.POSITION_IDS, position);
        }
        Set<String> wanted = Set.copyOf(ports.pastToPresent().values());
        presents = graph.run(feeds, wanted, Map.of(DecoderPorts.LOGITS, logits));
      }
      remember(presents);
      length += rows;
      int vocabulary = ports.vocabularySize();
      return (row, target) -> logits.copyFloats(row * vocabulary, target);
    }

    private void remember(Map<String, Tensor> presents) {
      Map<String, Tensor> next = new HashMap<>();
      ports
          .pastToPresent()
          .forEach((input, output) -> {
            Tensor present = presents.get(output);
            if (present == null) {
              throw new IllegalStateException("the run gave no " + output);
            }
            next.put(input, present);
          });
      past.values().forEach(Tensor::close);
      past = next;
    }

    @Override
    public void close() {
      past.values().forEach(Tensor::close);
    }
  }
}
