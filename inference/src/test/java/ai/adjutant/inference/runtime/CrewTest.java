package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.adjutant.inference.attention.Attention;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through ONNX Runtime: attention, and a product that is large enough for all threads. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CrewTest {
  private static final long SEED = 5;

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
    AttentionGraph.write(folder.resolve("model.onnx"), SEED);
  }

  private Graph open(int threads) {
    return OnnxRuntime.load(folder)
        .openForSteps(folder.resolve("model.onnx"), threads, true, waits);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsStandAsideAndComeBackAndNoBitChanges(int threads) {
    try (Graph graph = open(threads);
        AttentionRun bound = new AttentionRun(graph, AttentionRun.Shape.GOOD)) {
      float[] wanted = bound.run();
      assertThat(wanted).doesNotContain(0);
      for (int turn = 0; turn < 3; turn++) {
        waits.contended = true;
        while (graph.aside() == 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
        assertThat(bound.run()).isEqualTo(wanted);
        waits.contended = false;
        while (graph.aside() > 0) {
          assertThat(bound.run()).isEqualTo(wanted);
        }
      }
    }
    assertThat(waits.closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void isClosedWhileAThreadStandsAside(int threads) {
    try (Graph graph = open(threads);
        AttentionRun bound = new AttentionRun(graph, AttentionRun.Shape.GOOD)) {
      waits.contended = true;
      while (graph.aside() == 0) {
        bound.run();
      }
    }
    assertThat(waits.closed).isTrue();
  }
}
