package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.capi.SessionHandles;
import ai.adjutant.inference.runtime.AttentionRun.Shape;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit comes back from native code as a failed run, and the next one runs. */
class AttentionOperatorTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    assertThat(Attention.available()).as("vector instructions").isTrue();
    AttentionGraph.write(folder.resolve("model.onnx"), 3);
  }

  static Stream<Arguments> wrong() {
    int width = Shape.GOOD.width();
    int heads = Shape.GOOD.keyHeads();
    return Stream.of(
        Arguments.of(new Shape(width, heads, 16, 16, 16), "a row is longer than the KV cache"),
        Arguments.of(new Shape(width, heads, 16, 16, -3), "a row is longer than the KV cache"),
        Arguments.of(new Shape(width - 8, heads, 16, 16, 0), "the shape of queries"),
        Arguments.of(new Shape(width, heads - 1, 16, 16, 0), "the shape of cached keys"),
        Arguments.of(new Shape(width, heads, 16, 8, 0), "the shape of cached values"));
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

  /** As with another release of the binding, which keeps the address elsewhere. */
  @Test
  void leavesAttentionToOnnxRuntimeWhereTheOperatorCannotBeAdded() {
    SessionHandles none =
        options -> {
          throw new NoSuchFieldException("nativeHandle");
        };
    OnnxRuntime without = OnnxRuntime.load(new RuntimeSettings(folder), none);
    Path file = folder.resolve("model.onnx");
    try (Graph plain = without.openForSteps(file, 2, true);
        Graph theirs = OnnxRuntime.load(folder).openForSteps(file, 2, false);
        AttentionRun plainRun = new AttentionRun(plain, Shape.GOOD);
        AttentionRun theirRun = new AttentionRun(theirs, Shape.GOOD)) {
      assertThat(plainRun.run()).isEqualTo(theirRun.run());
    }
  }

  @Test
  void refusesASecondThreadInAGraphForSteps() throws Exception {
    Path file = folder.resolve("model.onnx");
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    try (Graph graph = OnnxRuntime.load(folder).openForSteps(file, 1, true);
        AttentionRun mine = new AttentionRun(graph, Shape.GOOD);
        AttentionRun others = new AttentionRun(graph, Shape.GOOD)) {
      Thread other =
          Thread.ofPlatform()
              .start(() -> {
                started.countDown();
                while (!over.get()) {
                  try {
                    others.run();
                  } catch (IllegalStateException e) {
                    over.set(true);
                  }
                }
              });
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      while (!over.get()) {
        try {
          mine.run();
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("two threads at once");
          over.set(true);
        }
      }
      other.join();
    }
  }
}
