package ai.adjutant.inference.engine;

import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.runtime.Element;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with a graph of plain operators: the KV cache is an input and the longer one an output.
 * One sequence a run, and the graph copies its cache at each.
 */
final class ConcatCacheDecoder implements Decoder {
  /** Bounds the memory of logits and of attention during a long prompt. */
  private static final int CHUNK_MAX = 64;

  private final Graph graph;
  private final DecoderPorts ports;
  private final DecoderInfo info;
  private final @Nullable Sequence[] sequences;

  /** Written by each run; its first rows are the logits of that run. */
  private final Map<Integer, Tensor> logitsByTokens = new HashMap<>();

  private float[][] rows = {};
  private int skippedRows;
  private @Nullable Tensor last;
  private long graphNanos;

  /** Takes the graph over; its ports must have been read from it. */
  ConcatCacheDecoder(Graph graph, DecoderPorts ports, int contextLength, int slots) {
    this.graph = graph;
    this.ports = ports;
    info =
        new DecoderInfo(
            ports.vocabularySize(),
            contextLength,
            slots,
            CHUNK_MAX,
            CHUNK_MAX,
            false,
            ports.cacheBytesPerToken());
    sequences = new Sequence[slots];
  }

  @Override
  public DecoderInfo info() {
    return info;
  }

  @Override
  public int begin() {
    int slot = 0;
    while (sequences[slot] != null) {
      slot++;
    }
    sequences[slot] = new Sequence();
    return slot;
  }

  @Override
  public int length(int slot) {
    return sequence(slot).length;
  }

  private Sequence sequence(int slot) {
    Sequence sequence = sequences[slot];
    if (sequence == null) {
      throw new IllegalStateException("slot " + slot + " is free");
    }
    return sequence;
  }

  @Override
  public void prefill(int slot, long[] tokens, int from, int count, LogitsMode mode) {
    if (count < 1 || count > CHUNK_MAX || length(slot) + count > info.contextLength()) {
      throw new IllegalArgumentException(count + " tokens after " + length(slot));
    }
    rows = new float[0][];
    last = sequence(slot).append(tokens, from, count);
    skippedRows = mode == LogitsMode.LAST ? count - 1 : 0;
  }

  @Override
  public void decode(int[] slots, long[] tokens, int count, boolean fixedShape) {
    // A run overwrites the logits of the one before, so those of several sequences are kept.
    float[][] kept = new float[count][];
    for (int i = 0; i < count; i++) {
      prefill(slots[i], tokens, i, 1, LogitsMode.LAST);
      if (count > 1) {
        kept[i] = new float[info.vocabularySize()];
        logits(0, kept[i]);
      }
    }
    rows = count > 1 ? kept : new float[0][];
  }

  @Override
  public void logits(int row, float[] target) {
    if (rows.length > 0) {
      System.arraycopy(rows[row], 0, target, 0, target.length);
    } else if (last != null) {
      last.copyFloats((skippedRows + row) * info.vocabularySize(), target);
    } else {
      throw new IllegalStateException("nothing was run");
    }
  }

  @Override
  public void end(int slot) {
    Sequence sequence = sequences[slot];
    if (sequence != null) {
      sequence.close();
      sequences[slot] = null;
    }
  }

  @Override
  public long graphNanos() {
    return graphNanos;
  }

  @Override
  public void close() {
    for (int slot = 0; slot < sequences.length; slot++) {
      end(slot);
    }
    logitsByTokens.values().forEach(Tensor::close);
    graph.close();
  }

  /** Only the sizes 1 and a full chunk are kept: the others come once a prompt. */
  private Tensor logitsOf(int tokens) {
    Set<Integer> odd = new HashSet<>(logitsByTokens.keySet());
    odd.remove(1);
    odd.remove(CHUNK_MAX);
    for (int each : odd) {
      Tensor tensor = logitsByTokens.remove(each);
      if (tensor != null) {
        tensor.close();
      }
    }
    return logitsByTokens.computeIfAbsent(
        tokens,
        n ->
            graph.allocate(
                Element.valueOf(ports.logits().element()), 1, n, ports.vocabularySize()));
  }

  private final class Sequence implements AutoCloseable {
    private Map<String, Tensor> past = new HashMap<>();
    private int length;

    Sequence() {
      for (DecoderPorts.CachePort part : ports.cache()) {
        past.put(part.past(), graph.allocate(part.element(), part.lengths(1, 0)));
      }
    }

    Tensor append(long[] tokens, int from, int count) {
      Tensor logits = logitsOf(count);
      try (Inputs inputs = new Inputs(new HashMap<>(past))) {
        inputs.add(new Chunk(tokens, from, count, length));
        Set<String> wanted = new HashSet<>();
        ports.cache().forEach(part -> wanted.add(part.present()));
        long start = System.nanoTime();
        Map<String, Tensor> presents =
            graph.run(inputs.feeds(), wanted, Map.of(ports.logits().name(), logits));
        graphNanos += System.nanoTime() - start;
        replace(presents);
      }
      length += count;
      return logits;
    }

    private void replace(Map<String, Tensor> presents) {
      Map<String, Tensor> next = new HashMap<>();
      for (DecoderPorts.CachePort part : ports.cache()) {
        Tensor present = presents.get(part.present());
        if (present == null) {
          throw new IllegalStateException("the run gave no " + part.present());
        }
        next.put(part.past(), present);
      }
      past.values().forEach(Tensor::close);
      past = next;
    }

    @Override
    public void close() {
      past.values().forEach(Tensor::close);
    }
  }

  /** Tokens that one sequence is to take in. */
  private record Chunk(long[] tokens, int from, int count, int past) implements DecoderInput.Run {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public int columns() {
      return count;
    }

    @Override
    public long token(int row, int column) {
      return tokens[from + column];
    }

    @Override
    public int past(int row) {
      return past;
    }

    @Override
    public int longest() {
      return past + count;
    }

    @Override
    public int logitsRows() {
      return count;
    }
  }

  /** What goes into one run; closes what it made. */
  private final class Inputs implements AutoCloseable {
    private final Map<String, Tensor> feeds;
    private final List<IntegerTensor> made = new ArrayList<>();

    Inputs(Map<String, Tensor> feeds) {
      this.feeds = feeds;
    }

    Map<String, Tensor> feeds() {
      return feeds;
    }

    void add(Chunk chunk) {
      ports
          .inputs()
          .forEach((input, port) -> {
            long[] lengths = input.lengths(chunk, port.shape().size());
            IntegerTensor tensor = new IntegerTensor(graph, port, lengths);
            made.add(tensor);
            input.write(chunk, tensor);
            feeds.put(port.name(), tensor.tensor());
          });
    }

    @Override
    public void close() {
      made.forEach(IntegerTensor::close);
    }
  }
}
