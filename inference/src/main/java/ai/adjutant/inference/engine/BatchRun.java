package ai.adjutant.inference.engine;

import ai.adjutant.inference.model.DecoderInput;
import ai.adjutant.inference.runtime.Binding;
import ai.adjutant.inference.runtime.Element;
import ai.adjutant.inference.runtime.Graph;
import ai.adjutant.inference.runtime.Port;
import ai.adjutant.inference.runtime.Tensor;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs a graph with GroupQueryAttention over consecutive slots, bound once for its shape. What
 * attention needs to know of lengths is passed as the graph wants it: lengths, or a mask that it
 * counts. One owner.
 */
final class BatchRun implements DecoderInput.Run, AutoCloseable {
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
  private final DecoderPorts ports;
  private final Shape shape;
  private final Binding binding;
  private final Map<DecoderInput, IntegerTensor> fixed = new EnumMap<>(DecoderInput.class);

  /** Inputs whose lengths are those of the last step. */
  private final Map<DecoderInput, IntegerTensor> growing = new EnumMap<>(DecoderInput.class);

  private final long[] tokens;
  private final int[] pasts;
  private final Tensor logits;
  private final boolean allRows;

  BatchRun(Graph graph, DecoderPorts ports, KvCache cache, Shape shape) {
    this.graph = graph;
    this.ports = ports;
    this.shape = shape;
    tokens = new long[shape.batch() * shape.sequence()];
    pasts = new int[shape.batch()];
    allRows = !ports.has(DecoderInput.LOGITS_ROWS);
    Map<String, Tensor> inputs = new HashMap<>(cache.pasts(shape.firstSlot(), shape.batch()));
    Map<String, Tensor> targets = cache.presents(shape.firstSlot(), shape.batch());
    ports
        .inputs()
        .forEach((input, port) -> {
          if (!input.grows()) {
            IntegerTensor tensor = tensor(input, port);
            fixed.put(input, tensor);
            inputs.put(port.name(), tensor.tensor());
          }
        });
    logits = graph.allocate(Element.valueOf(ports.logits().element()), logitsShape());
    targets.put(ports.logits().name(), logits);
    binding = graph.bind(inputs, targets);
  }

  private IntegerTensor tensor(DecoderInput input, Port port) {
    return new IntegerTensor(graph, port, input.lengths(this, port.shape().size()));
  }

  private long[] logitsShape() {
    return allRows
        ? new long[] {shape.batch(), shape.sequence(), ports.vocabularySize()}
        : new long[] {shape.logits(), ports.vocabularySize()};
  }

  /** Sets a token of a row that had {@code past} tokens before this run. */
  void token(int row, int column, int past, long token) {
    tokens[row * shape.sequence() + column] = token;
    pasts[row] = past;
  }

  @Override
  public int rows() {
    return shape.batch();
  }

  @Override
  public int columns() {
    return shape.sequence();
  }

  @Override
  public long token(int row, int column) {
    return tokens[row * shape.sequence() + column];
  }

  @Override
  public int past(int row) {
    return pasts[row];
  }

  @Override
  public int longest() {
    int longest = 0;
    for (int past : pasts) {
      longest = Math.max(longest, past);
    }
    return longest + shape.sequence();
  }

  /** One token a row: all rows. A chunk: its last rows. */
  @Override
  public int logitsRows() {
    return shape.logits();
  }

  /** Runs it; all tokens are set. */
  void run() {
    fixed.forEach((input, tensor) -> input.write(this, tensor));
    ports
        .inputs()
        .forEach((input, port) -> {
          if (input.grows()) {
            grow(input, port);
          }
        });
    binding.run(shape.batch() * shape.sequence());
  }

  private void grow(DecoderInput input, Port port) {
    IntegerTensor next = tensor(input, port);
    input.write(this, next);
    binding.input(port.name(), next.tensor());
    IntegerTensor before = growing.put(input, next);
    if (before != null) {
      before.close();
    }
  }

  /** Copies a row of logits, counted over the rows of logits of the shape. */
  void logits(int row, float[] target) {
    int skipped = allRows ? shape.batch() * shape.sequence() - shape.logits() : 0;
    logits.copyFloats((skipped + row) * ports.vocabularySize(), target);
  }

  @Override
  public void close() {
    fixed.values().forEach(IntegerTensor::close);
    growing.values().forEach(IntegerTensor::close);
    logits.close();
  }
}
