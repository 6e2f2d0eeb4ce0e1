package ai.adjutant.inference.read;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.encoder.EncoderGraph;
import ai.adjutant.inference.encoder.EncoderOutput;
import ai.adjutant.inference.encoder.EncoderOutput.Form;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The graph of a reader: an encoder with four heads. Several threads may run it at once. */
final class ReaderGraph implements AutoCloseable {
  private static final EncoderOutput SPANS =
      new EncoderOutput(List.of("span_logits"), Form.TOKEN_VECTORS);
  private static final EncoderOutput ANSWERABLE =
      new EncoderOutput(List.of("answerable"), Form.ROW_VECTORS);
  private static final EncoderOutput RELEVANCE =
      new EncoderOutput(List.of("relevance"), Form.ROW_VECTORS);
  private static final EncoderOutput SUPPORT =
      new EncoderOutput(List.of("support"), Form.ROW_VECTORS);
  private static final Map<EncoderOutput, Integer> WIDTHS =
      Map.of(SPANS, 2, ANSWERABLE, 1, RELEVANCE, 1, SUPPORT, 3);

  private final String name;
  private final EncoderGraph graph;

  private ReaderGraph(String name, EncoderGraph graph) {
    this.name = name;
    this.graph = graph;
  }

  /**
   * Takes a graph over, and closes it when it is refused.
   *
   * @param name what messages call it
   * @throws AdjutantException ENCODER_REFUSED or READER_REFUSED, naming the output at fault
   */
  static ReaderGraph of(String name, Graph graph) {
    List<EncoderOutput> outputs = List.of(SPANS, ANSWERABLE, RELEVANCE, SUPPORT);
    EncoderGraph encoder = EncoderGraph.of(name, graph, outputs);
    for (EncoderOutput output : outputs) {
      int width = encoder.width(output);
      int wanted = WIDTHS.getOrDefault(output, 0);
      if (width != wanted) {
        encoder.close();
        throw new AdjutantException(
            ReadReason.READER_REFUSED,
            name
                + " writes "
                + width
                + " numbers as "
                + output.names().getFirst()
                + ", and a reader "
                + wanted
                + "; export it anew");
      }
    }
    return new ReaderGraph(name, encoder);
  }

  /** Whether it takes several rows in one run. */
  boolean takesBatches() {
    return graph.takesBatches();
  }

  /**
   * Reads windows in one run.
   *
   * @param spansMax how many spans each gives
   * @throws AdjutantException READING_NOT_FINITE
   */
  List<WindowReading> read(List<Window> windows, int spansMax) {
    int longest = windows.stream().mapToInt(w -> w.row().length()).max().orElseThrow();
    int rows = windows.size();
    float[] spans = new float[rows * longest * 2];
    float[] answerable = new float[rows];
    float[] relevance = new float[rows];
    float[] support = new float[rows * 3];
    graph.run(
        windows.stream().map(Window::row).toList(),
        written -> {
          copy(written.of(SPANS), spans);
          copy(written.of(ANSWERABLE), answerable);
          copy(written.of(RELEVANCE), relevance);
          copy(written.of(SUPPORT), support);
          return rows;
        });
    check(ANSWERABLE, answerable, 0, rows);
    check(RELEVANCE, relevance, 0, rows);
    check(SUPPORT, support, 0, support.length);
    return IntStream.range(0, rows)
        .mapToObj(row -> {
          Window window = windows.get(row);
          int offset = 2 * row * longest;
          check(SPANS, spans, offset, offset + 2 * window.row().length()); // padding is anything
          double[] odds = Softmax.of(support[3 * row], support[3 * row + 1], support[3 * row + 2]);
          return new WindowReading(
              relevance[row],
              answerable[row],
              new Support(odds[0], odds[1], odds[2]),
              new SpanChoice(window, spans, offset).best(spansMax));
        })
        .toList();
  }

  private static void copy(Tensor tensor, float[] into) {
    tensor.copyFloats(0, into);
  }

  private void check(EncoderOutput output, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        throw new AdjutantException(
            ReadReason.READING_NOT_FINITE,
            "model '"
                + name
                + "' gave "
                + output.names().getFirst()
                + " that is no number; copy its directory again, or export it anew");
      }
    }
  }

  @Override
  public void close() {
    graph.close();
  }
}
