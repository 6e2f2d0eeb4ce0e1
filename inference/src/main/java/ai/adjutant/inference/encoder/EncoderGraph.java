package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A BERT-like graph: token ids in, floats out, in one or several outputs. Several threads may run
 * it at once, each run in the calling thread; the owner closes it after the last run.
 */
public final class EncoderGraph implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final Graph graph;
  private final Map<EncoderOutput, Found> outputs;

  /**
   * An output as the graph has it.
   *
   * @param width numbers of each row or token
   */
  private record Found(Port port, int width) {}

  private EncoderGraph(Graph graph, Map<EncoderOutput, Found> outputs) {
    this.graph = graph;
    this.outputs = outputs;
  }

  /**
   * Takes a graph over, and closes it when it is refused.
   *
   * @param name what messages call it
   * @param wanted the outputs that are read, at least one; others are not computed
   * @throws AdjutantException ENCODER_REFUSED
   */
  public static EncoderGraph of(String name, Graph graph, List<EncoderOutput> wanted) {
    try {
      checkInputs(name, graph);
      Map<EncoderOutput, Port> ports = new LinkedHashMap<>();
      wanted.forEach(output -> ports.put(output, output.in(name, graph)));
      return new EncoderGraph(graph, found(graph, ports));
    } catch (AdjutantException e) {
      graph.close();
      throw e;
    }
  }

  private static void checkInputs(String name, Graph graph) {
    Set<String> found = graph.inputs().keySet();
    boolean whole = found.containsAll(Set.of(IDS, MASK));
    boolean known = Set.of(IDS, MASK, TYPES).containsAll(found);
    boolean integers = graph.inputs().values().stream().allMatch(p -> p.element().equals("INT64"));
    if (!whole || !known || !integers) {
      throw refused(
          name
              + " must read "
              + IDS
              + ", "
              + MASK
              + " and at most "
              + TYPES
              + ", as 64-bit integers; it reads "
              + String.join(", ", new TreeSet<>(found)));
    }
  }

  /** The outputs with their widths; where the graph doesn't declare one, a run shows it. */
  private static Map<EncoderOutput, Found> found(Graph graph, Map<EncoderOutput, Port> ports) {
    Set<String> open = new HashSet<>();
    ports.forEach((output, port) -> {
      if (output.width(port.shape()) < 1) {
        open.add(port.name());
      }
    });
    Map<String, List<Long>> shapes = open.isEmpty() ? Map.of() : shapes(graph, open);
    Map<EncoderOutput, Found> found = new LinkedHashMap<>();
    ports.forEach((output, port) -> {
      List<Long> shape = shapes.getOrDefault(port.name(), port.shape());
      found.put(output, new Found(port, output.width(shape)));
    });
    return found;
  }

  /** The shapes of outputs for one row of one token. */
  private static Map<String, List<Long>> shapes(Graph graph, Set<String> names) {
    Map<String, Tensor> feeds = feeds(graph, 1, 1, new long[1], new long[] {1}, new long[1]);
    Map<String, Tensor> written = graph.run(feeds, names, Map.of());
    try {
      Map<String, List<Long>> shapes = new HashMap<>();
      written.forEach(
          (name, tensor) -> shapes.put(name, LongStream.of(tensor.shape()).boxed().toList()));
      return shapes;
    } finally {
      written.values().forEach(Tensor::close);
      feeds.values().forEach(Tensor::close);
    }
  }

  /** Numbers that an output has of each row or token. */
  public int width(EncoderOutput output) {
    return found(output).width();
  }

  private Found found(EncoderOutput output) {
    Found found = outputs.get(output);
    if (found == null) {
      throw new IllegalArgumentException(output + " was not asked for when the graph was opened");
    }
    return found;
  }

  /** Whether it takes several inputs in one run. */
  public boolean takesBatches() {
    Port ids = graph.inputs().get(IDS);
    return ids != null && ids.shape().getFirst() != 1;
  }

  /** What a run wrote; ends with the reading of it. */
  public interface Written {
    /**
     * The numbers of an output: [rows, longest row, width], [rows, longest row] or [rows, width].
     */
    Tensor of(EncoderOutput output);
  }

  /**
   * Runs it.
   *
   * @param rows at least one, none empty; shorter ones are padded to the longest
   * @param read reads the outputs, which are closed afterwards
   */
  public <R> R run(List<TokenRow> rows, Function<Written, R> read) {
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    long[] mask = new long[ids.length];
    long[] types = new long[ids.length];
    for (int i = 0; i < rows.size(); i++) {
      int offset = i * longest;
      rows.get(i).copyTo(ids, types, offset);
      Arrays.fill(mask, offset, offset + rows.get(i).length(), 1);
    }
    Map<String, Tensor> feeds = feeds(graph, rows.size(), longest, ids, mask, types);
    Map<String, Tensor> written = new HashMap<>();
    try {
      outputs.forEach((output, found) ->
          written.put(
              found.port().name(),
              graph.floats(output.shape(rows.size(), longest, found.width()))));
      graph.run(feeds, Set.of(), written);
      return read.apply(output -> Objects.requireNonNull(written.get(found(output).port().name())));
    } finally {
      written.values().forEach(Tensor::close);
      feeds.values().forEach(Tensor::close);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the callers close the tensors
  private static Map<String, Tensor> feeds(
      Graph graph, int rows, int length, long[] ids, long[] mask, long[] types) {
    Map<String, Tensor> feeds = new HashMap<>();
    feeds.put(IDS, graph.longs(ids, rows, length));
    feeds.put(MASK, graph.longs(mask, rows, length));
    if (graph.inputs().containsKey(TYPES)) {
      feeds.put(TYPES, graph.longs(types, rows, length));
    }
    return feeds;
  }

  private static AdjutantException refused(String message) {
    return new AdjutantException(EncoderReason.ENCODER_REFUSED, message);
  }

  @Override
  public void close() {
    graph.close();
  }
}
