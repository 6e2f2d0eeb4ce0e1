package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.platform.RunQueueDelay;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through ONNX Runtime: attention, and a product that is large enough for all threads. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AdaptiveThreadsTest {
  private static final long SEED = 5;

  @TempDir Path folder;
  private final Delay delay = new Delay();

  /** Says what the test sets. */
  private static final class Delay implements RunQueueDelay {
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

  @Test
  void keepsAllThreadsUnlessTheSettingIsOn() {
    delay.contended = true;
    try (Graph graph =
            OnnxRuntime.load(folder)
                .openForSteps(folder.resolve("model.onnx"), 2, true, () -> delay);
        AttentionRun bound = new AttentionRun(graph, AttentionRun.Shape.GOOD)) {
      for (int run = 0; run < 5_000; run++) {
        bound.run();
      }
      assertThat(graph.parkedThreads()).isZero();
    }
  }

  @BeforeEach
  void write() {
    assertThat(Attention.available()).as("vector instructions").isTrue();
    AttentionGraph.write(folder.resolve("model.onnx"), SEED);
  }

  private Graph open(int threads) {
    return OnnxRuntime.load(new RuntimeSettings(folder, ExecutionProvider.CPU, true))
        .openForSteps(folder.resolve("model.onnx"), threads, true, () -> delay);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void parksThreadsAndReleasesThemAndNoBitChanges(int threads) {
    try (Graph graph = open(threads);
        AttentionRun bound = new AttentionRun(graph, AttentionRun.Shape.GOOD)) {
      float[] wanted = bound.run();
      assertThat(wanted).doesNotContain(0);
      for (int turn = 0; turn < 3; turn++) {
        delay.contended = true;
        while (graph.parkedThreads() == 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
        assertThat(bound.run()).isEqualTo(wanted);
        delay.contended = false;
        while (graph.parkedThreads() > 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
      }
    }
    assertThat(delay.closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void isClosedWhileAThreadIsParked(int threads) {
    try (Graph graph = open(threads);
        AttentionRun bound = new AttentionRun(graph, AttentionRun.Shape.GOOD)) {
      delay.contended = true;
      while (graph.parkedThreads() == 0) {
        bound.run();
      }
    }
    assertThat(delay.closed).isTrue();
  }
}
