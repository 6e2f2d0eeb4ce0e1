package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.runtime.AttentionRun.Shape;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit comes back from native code as a failed run, and the next one runs. */
class AttentionOperatorTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    assumeThat(Attention.available()).isTrue();
    AttentionGraph.write(folder.resolve("model.onnx"), 3);
  }

  static Stream<Arguments> wrong() {
    int width = Shape.GOOD.width();
    int heads = Shape.GOOD.keyHeads();
    return Stream.of(
        Arguments.of(new Shape(width, heads, 16, 16, 16), "a row is longer than the memory"),
        Arguments.of(new Shape(width, heads, 16, 16, -3), "a row is longer than the memory"),
        Arguments.of(new Shape(width - 8, heads, 16, 16, 0), "the shape of queries"),
        Arguments.of(new Shape(width, heads - 1, 16, 16, 0), "the shape of memory of keys"),
        Arguments.of(new Shape(width, heads, 16, 8, 0), "the shape of memory of values"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatDoesNotFit(Shape shape, String reason) {
    try (Graph graph =
            OnnxRuntime.load(folder).openForSteps(folder.resolve("model.onnx"), 2, true);
        AttentionRun good = new AttentionRun(graph, Shape.GOOD);
        AttentionRun bad = new AttentionRun(graph, shape)) {
      float[] wanted = good.run();
      assertThatThrownBy(bad::run)
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(RuntimeReason.RUN_FAILED))
          .rootCause()
          .hasMessageContaining(reason);
      assertThat(good.run()).isEqualTo(wanted);
    }
  }
}
