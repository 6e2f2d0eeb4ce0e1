package ai.adjutant.inference.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link AttentionGraph} with tensors of one token a row, of the shapes that a test wants. */
final class AttentionRun implements AutoCloseable {
  /**
   * Shapes of a run; {@link #GOOD} are right.
   *
   * @param width of the input
   * @param past tokens that are in the KV cache before
   */
  record Shape(int width, int keyHeads, int keyCapacity, int valueCapacity, int past) {
    static final Shape GOOD =
        new Shape(AttentionGraph.HEADS * AttentionGraph.LENGTH, AttentionGraph.HEADS, 16, 16, 0);
  }

  private final List<Tensor> tensors = new ArrayList<>();
  private final Graph graph;
  private final Tensor output;
  private final Binding binding;

  /** Binds tensors to a graph that stays the caller's. */
  AttentionRun(Graph graph, Shape shape) {
    this.graph = graph;
    Tensor input = tensor(Element.INT32, 1, 1, shape.width());
    for (int i = 0; i < shape.width(); i++) {
      input.ints().put(i, i % 7 - 3);
    }
    Tensor keys = cache(shape.keyHeads(), shape.keyCapacity());
    Tensor values = cache(AttentionGraph.HEADS, shape.valueCapacity());
    Tensor less = tensor(Element.INT32, 1);
    less.ints().put(0, shape.past());
    Tensor total = tensor(Element.INT32, 1);
    total.ints().put(0, shape.past() + 1);
    output = tensor(Element.FLOAT, 1, 1, AttentionGraph.WIDTH);
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("numbers", input);
    inputs.put("less", less);
    inputs.put("total", total);
    inputs.put(AttentionGraph.PAST_KEYS, keys);
    inputs.put(AttentionGraph.PAST_VALUES, values);
    Map<String, Tensor> targets = new HashMap<>();
    targets.put("y", output);
    targets.put(AttentionGraph.KEYS, keys);
    targets.put(AttentionGraph.VALUES, values);
    binding = graph.bind(inputs, targets);
  }

  private Tensor cache(int heads, int capacity) {
    return tensor(Element.FLOAT, 1, heads, capacity, AttentionGraph.LENGTH);
  }

  private Tensor tensor(Element element, long... shape) {
    Tensor tensor = graph.allocate(element, shape);
    tensors.add(tensor);
    return tensor;
  }

  float[] run() {
    float[] numbers = new float[AttentionGraph.WIDTH];
    binding.run(1);
    output.copyFloats(0, numbers);
    return numbers;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
