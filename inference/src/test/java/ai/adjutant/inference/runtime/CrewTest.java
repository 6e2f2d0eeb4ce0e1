package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.onnx.file.Attribute;
import ai.adjutant.onnx.file.Dimension;
import ai.adjutant.onnx.file.ElementType;
import ai.adjutant.onnx.file.GraphWriter;
import ai.adjutant.onnx.file.Node;
import ai.adjutant.onnx.file.Operator;
import ai.adjutant.onnx.file.TensorPort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through ONNX Runtime: attention, and a product that is large enough for all threads. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CrewTest {
  private static final long SEED = 5;
  private static final int THREADS = 3;
  private static final int HEADS = 8;
  private static final int LENGTH = 8;
  private static final int CAPACITY = 16;
  private static final int WIDTH = 16_384;
  private static final String MEMORY = "past_key_values.0.";

  @TempDir Path folder;
  private final Waits waits = new Waits();

  /** Says what it is told to. */
  private static final class Waits implements CoreWaits {
    private volatile boolean contended;
    private volatile boolean closed;
    private long nanos;

    @Override
    public void add() {}

    @Override
    public long nanos() {
      nanos += contended ? TimeUnit.SECONDS.toNanos(1) : 0;
      return nanos;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @BeforeEach
  void write() {
    assumeThat(Attention.available()).isTrue();
    Random random = new Random(SEED);
    float[] weights = new float[HEADS * LENGTH * WIDTH];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Map<String, Long> opsets = Map.of("", 21L, Operator.MICROSOFT, 1L);
    try (GraphWriter graph =
        GraphWriter.create(
            folder.resolve("model.onnx"), new GraphWriter.Header(10, "tests", opsets))) {
      graph.input(floats("x", 1, 1, HEADS * LENGTH));
      graph.input(floats(MEMORY + "key", 1, HEADS, CAPACITY, LENGTH));
      graph.input(floats(MEMORY + "value", 1, HEADS, CAPACITY, LENGTH));
      graph.floats("w", weights, HEADS * LENGTH, WIDTH);
      graph.longs("less", new long[] {0}, 1);
      graph.longs("whole", new long[] {1}, 1);
      graph.node(Node.of("Cast", List.of("less"), "lengths", Attribute.of("to", 6)));
      graph.node(Node.of("Cast", List.of("whole"), "total", Attribute.of("to", 6)));
      graph.node(
          new Node(
              new Operator(Operator.MICROSOFT, AttentionOperator.NAME),
              List.of("x", "x", "x", MEMORY + "key", MEMORY + "value", "lengths", "total"),
              List.of("attended", "present.0.key", "present.0.value"),
              List.of(Attribute.of("num_heads", HEADS), Attribute.of("kv_num_heads", HEADS))));
      graph.node(Node.of("MatMul", List.of("attended", "w"), "y"));
      graph.output(floats("y", 1, 1, WIDTH));
      graph.output(floats("present.0.key", 1, HEADS, CAPACITY, LENGTH));
      graph.output(floats("present.0.value", 1, HEADS, CAPACITY, LENGTH));
      graph.finish();
    }
  }

  private static TensorPort floats(String name, long... lengths) {
    return new TensorPort(
        name, ElementType.FLOAT, Arrays.stream(lengths).mapToObj(Dimension::of).toList());
  }

  /** The graph with its tensors bound. */
  private final class Bound implements AutoCloseable {
    private final Graph graph =
        OnnxRuntime.load(folder).openForSteps(folder.resolve("model.onnx"), THREADS, true, waits);
    private final Tensor input = graph.allocate(Element.FLOAT, 1, 1, HEADS * LENGTH);
    private final Tensor keys = graph.allocate(Element.FLOAT, 1, HEADS, CAPACITY, LENGTH);
    private final Tensor values = graph.allocate(Element.FLOAT, 1, HEADS, CAPACITY, LENGTH);
    private final Tensor output = graph.allocate(Element.FLOAT, 1, 1, WIDTH);
    private final Binding binding;

    Bound() {
      Map<String, Tensor> inputs = new HashMap<>();
      inputs.put("x", input);
      inputs.put(MEMORY + "key", keys);
      inputs.put(MEMORY + "value", values);
      Map<String, Tensor> targets = new HashMap<>();
      targets.put("y", output);
      targets.put("present.0.key", keys);
      targets.put("present.0.value", values);
      binding = graph.bind(inputs, targets);
    }

    float[] run() {
      float[] numbers = new float[WIDTH];
      binding.run();
      output.copyFloats(0, numbers);
      return numbers;
    }

    @Override
    public void close() {
      graph.close();
      List.of(input, keys, values, output).forEach(Tensor::close);
    }
  }

  @Test
  void threadsStandAsideAndComeBackAndNoBitChanges() {
    try (Bound bound = new Bound()) {
      float[] wanted = bound.run();
      for (int turn = 0; turn < 3; turn++) {
        waits.contended = true;
        while (bound.graph.aside() == 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
        assertThat(bound.run()).isEqualTo(wanted);
        waits.contended = false;
        while (bound.graph.aside() > 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
      }
    }
    assertThat(waits.closed).isTrue();
  }

  @Test
  void isClosedWhileAThreadStandsAside() {
    try (Bound bound = new Bound()) {
      waits.contended = true;
      while (bound.graph.aside() == 0) {
        bound.run();
      }
    }
    assertThat(waits.closed).isTrue();
  }
}
