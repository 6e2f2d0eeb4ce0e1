package ai.adjutant.inference.encoder;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A BERT-like graph: token ids in, floats out. Several threads may run it at once, each run in the
 * calling thread; the owner closes it after the last run.
 */
public final class EncoderGraph implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final Graph graph;
  private final Port output;
  private final int width;

  private EncoderGraph(Graph graph, Port output, int width) {
    this.graph = graph;
    this.output = output;
    this.width = width;
  }

  /**
   * Takes a graph over, and closes it when it is refused.
   *
   * @param name what messages call it
   * @param outputs names of the output that is wanted, the first that is there
   * @param rank how many lengths the output must have
   * @throws AdjutantException ENCODER_REFUSED
   */
  public static EncoderGraph of(String name, Graph graph, List<String> outputs, int rank) {
    try {
      checkInputs(name, graph);
      Port output =
          outputs.stream()
              .filter(graph.outputs()::containsKey)
              .findFirst()
              .map(graph.outputs()::get)
              .filter(port -> port.shape().size() == rank && port.element().equals("FLOAT"))
              .orElseThrow(() ->
                  refused(
                      name
                          + " must write "
                          + String.join(" or ", outputs)
                          + " as floats with "
                          + rank
                          + " lengths; it writes "
                          + graph.outputs().values()));
      return new EncoderGraph(graph, output, width(graph, output));
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

  /** The output's last length; where the graph doesn't declare it, a run tells. */
  private static int width(Graph graph, Port output) {
    int declared = output.shape().getLast().intValue();
    if (declared > 0) {
      return declared;
    }
    Map<String, Tensor> feeds = feeds(graph, 1, 1, new long[1], new long[] {1}, new long[1]);
    Map<String, Tensor> outputs = graph.run(feeds, Set.of(output.name()), Map.of());
    try (Tensor written = Objects.requireNonNull(outputs.get(output.name()))) {
      return (int) written.shape()[output.shape().size() - 1];
    } finally {
      feeds.values().forEach(Tensor::close);
    }
  }

  /** The last length of its output. */
  public int width() {
    return width;
  }

  /** Whether it takes several inputs in one run. */
  public boolean takesBatches() {
    Port ids = graph.inputs().get(IDS);
    return ids != null && ids.shape().getFirst() != 1;
  }

  /**
   * Runs it.
   *
   * @param rows at least one, none empty; shorter ones are padded to the longest
   * @param read reads the output, which is closed afterwards: [rows, longest row, width] or [rows,
   *     width]
   */
  public <R> R run(List<TokenRow> rows, Function<Tensor, R> read) {
    int longest = rows.stream().mapToInt(TokenRow::length).max().orElseThrow();
    long[] ids = new long[rows.size() * longest];
    long[] mask = new long[ids.length];
    long[] types = new long[ids.length];
    for (int i = 0; i < rows.size(); i++) {
      int offset = i * longest;
      rows.get(i).copyTo(ids, types, offset);
      Arrays.fill(mask, offset, offset + rows.get(i).length(), 1);
    }
    long[] shape =
        output.shape().size() == 3
            ? new long[] {rows.size(), longest, width}
            : new long[] {rows.size(), width};
    Map<String, Tensor> feeds = feeds(graph, rows.size(), longest, ids, mask, types);
    try (Tensor written = graph.floats(shape)) {
      graph.run(feeds, Set.of(), Map.of(output.name(), written));
      return read.apply(written);
    } finally {
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
