package ai.adjutant.inference.engine;

import ai.adjutant.inference.runtime.Binding;
import ai.adjutant.inference.runtime.Element;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a graph with GroupQueryAttention over consecutive slots, bound once for its shape. What
 * attention needs to know of lengths goes in as the graph wants it: lengths, or a mask that it
 * counts. One owner.
 */
final class GroupedRun implements AutoCloseable {
  /**
   * Shape of a run.
   *
   * @param firstSlot slot of the first row
   * @param batch rows, one a slot
   * @param sequence tokens a row
   * @param logits rows of logits
   */
  record Shape(int firstSlot, int batch, int sequence, int logits) {}

  private final Graph graph;
  private final Shape shape;
  private final Binding binding;
  private final List<AutoCloseableTensor> owned = new ArrayList<>();
  private final IntegerTensor ids;
  private final @Nullable IntegerTensor positions;
  private final @Nullable IntegerTensor lengths;
  private final @Nullable IntegerTensor total;
  private final @Nullable Port maskPort;
  private @Nullable IntegerTensor mask;
  private final int[] totals;
  private final Tensor logits;
  private final int vocabulary;
  private final boolean allRows;

  private interface AutoCloseableTensor extends AutoCloseable {
    @Override
    void close();
  }

  GroupedRun(Graph graph, DecoderPorts ports, SlotMemory memory, Shape shape) {
    this.graph = graph;
    this.shape = shape;
    Map<String, Tensor> inputs = new HashMap<>(memory.pasts(shape.firstSlot(), shape.batch()));
    Map<String, Tensor> targets = memory.presents(shape.firstSlot(), shape.batch());
    ids = input(inputs, ports.ids(), shape.batch(), shape.sequence());
    positions = optional(inputs, ports.positions(), shape.batch(), shape.sequence());
    lengths = optional(inputs, ports.lengths(), shape.batch());
    total = ports.total().map(port -> scalar(inputs, port)).orElse(null);
    maskPort = ports.mask().orElse(null);
    allRows = ports.rows().isEmpty();
    ports.rows().ifPresent(port -> rows(input(inputs, port, shape.logits())));
    totals = new int[shape.batch()];
    vocabulary = ports.vocabularySize();
    logits = graph.allocate(Element.valueOf(ports.logits().element()), logitsShape(ports));
    owned.add(logits::close);
    targets.put(ports.logits().name(), logits);
    binding = graph.bind(inputs, targets);
  }

  private IntegerTensor input(Map<String, Tensor> inputs, Port port, long... lengths) {
    IntegerTensor tensor = new IntegerTensor(graph, port, lengths);
    owned.add(tensor::close);
    inputs.put(port.name(), tensor.tensor());
    return tensor;
  }

  private @Nullable IntegerTensor optional(
      Map<String, Tensor> inputs, Optional<Port> port, long... lengths) {
    return port.map(known -> input(inputs, known, lengths)).orElse(null);
  }

  private IntegerTensor scalar(Map<String, Tensor> inputs, Port port) {
    return port.shape().isEmpty() ? input(inputs, port) : input(inputs, port, 1);
  }

  /** One token a row: all rows. A chunk: its last rows. */
  private void rows(IntegerTensor rows) {
    int first = shape.batch() * shape.sequence() - shape.logits();
    for (int i = 0; i < shape.logits(); i++) {
      rows.put(i, first + i);
    }
  }

  private long[] logitsShape(DecoderPorts ports) {
    return allRows
        ? new long[] {shape.batch(), shape.sequence(), vocabulary}
        : new long[] {shape.logits(), vocabulary};
  }

  /** Sets a token of a row that had {@code past} tokens before this run. */
  void token(int row, int column, int past, long token) {
    int place = row * shape.sequence() + column;
    ids.put(place, token);
    if (positions != null) {
      positions.put(place, (long) past + column);
    }
    if (column == shape.sequence() - 1) {
      totals[row] = past + shape.sequence();
      if (lengths != null) {
        lengths.put(row, totals[row] - 1L);
      }
    }
  }

  /** Runs it; all tokens are set. */
  void run() {
    int longest = 0;
    for (int each : totals) {
      longest = Math.max(longest, each);
    }
    if (total != null) {
      total.put(0, longest);
    }
    if (maskPort != null) {
      mask(maskPort, longest);
    }
    binding.run(shape.batch() * shape.sequence());
  }

  /** Graphs that count a mask get one of the step's own lengths. */
  private void mask(Port port, int longest) {
    IntegerTensor next = new IntegerTensor(graph, port, shape.batch(), longest);
    for (int row = 0; row < shape.batch(); row++) {
      for (int position = 0; position < totals[row]; position++) {
        next.put(row * longest + position, 1);
      }
    }
    binding.input(port.name(), next.tensor());
    if (mask != null) {
      mask.close();
    }
    mask = next;
  }

  /** Copies a row of logits, counted over the rows of logits of the shape. */
  void logits(int row, float[] target) {
    int skipped = allRows ? shape.batch() * shape.sequence() - shape.logits() : 0;
    logits.copyFloats((skipped + row) * vocabulary, target);
  }

  @Override
  public void close() {
    owned.forEach(AutoCloseableTensor::close);
    if (mask != null) {
      mask.close();
    }
  }
}
