package ai.adjutant.inference.runtime;

import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A graph of attention and of a product that is large enough for several threads: {@code numbers}
 * and the KV cache in, {@code y} and the KV cache out; lengths are what a run is given.
 */
final class AttentionGraph {
  static final int HEADS = 8;
  static final int LENGTH = 8;
  static final int WIDTH = 16_384;
  static final String PAST_KEYS = "past_key_values.0.key";
  static final String PAST_VALUES = "past_key_values.0.value";
  static final String KEYS = "present.0.key";
  static final String VALUES = "present.0.value";

  private AttentionGraph() {}

  /** Writes it; its attention is one that our operator takes over. */
  static void write(Path file, long seed) {
    Random random = new Random(seed);
    float[] weights = new float[HEADS * LENGTH * WIDTH];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Map<String, Long> opsets = Map.of("", 21L, Operator.MICROSOFT, 1L);
    try (GraphWriter graph =
        GraphWriter.create(file, new GraphWriter.Header(10, "tests", opsets))) {
      graph.input(port("numbers", ElementType.INT32, "batch", "tokens", "width"));
      graph.input(cache(PAST_KEYS, "key_heads", "key_capacity"));
      graph.input(cache(PAST_VALUES, "value_heads", "value_capacity"));
      graph.input(port("less", ElementType.INT32, "batch"));
      graph.input(TensorPort.of("total", ElementType.INT32, Dimension.of(1)));
      graph.floats("w", weights, HEADS * LENGTH, WIDTH);
      graph.node(Node.of("Cast", List.of("numbers"), "x", Attribute.of("to", 1)));
      graph.node(
          new Node(
              new Operator(Operator.MICROSOFT, "GroupQueryAttention"),
              List.of("x", "x", "x", PAST_KEYS, PAST_VALUES, "less", "total"),
              List.of("attended", KEYS, VALUES),
              List.of(Attribute.of("num_heads", HEADS), Attribute.of("kv_num_heads", HEADS))));
      graph.node(Node.of("MatMul", List.of("attended", "w"), "y"));
      graph.output(port("y", ElementType.FLOAT, "batch", "tokens", "wide"));
      graph.output(cache(KEYS, "key_heads", "key_capacity"));
      graph.output(cache(VALUES, "value_heads", "value_capacity"));
      graph.finish();
    }
  }

  private static TensorPort port(String name, ElementType type, String... lengths) {
    return new TensorPort(name, type, Arrays.stream(lengths).map(Dimension::named).toList());
  }

  private static TensorPort cache(String name, String heads, String capacity) {
    return TensorPort.of(
        name,
        ElementType.FLOAT,
        Dimension.named("batch"),
        Dimension.named(heads),
        Dimension.named(capacity),
        Dimension.of(LENGTH));
  }
}
