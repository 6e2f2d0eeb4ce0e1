package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.platform.PlatformReason;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeOutOfMemoryTest {
  /** Floats that no machine has addresses for. */
  private static final long ABSURD = 1L << 46;

  @TempDir Path folder;

  @Test
  void aRunThatWantsTooMuchSaysSoAndTheNextOneRuns() {
    OnnxRuntime runtime = OnnxRuntime.load(folder);
    try (Graph graph = runtime.open("noughts", noughts(), 1)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> run(graph, ABSURD))
            .isInstanceOfSatisfying(
                AdjutantException.class,
                e -> assertThat(e.reason()).isEqualTo(PlatformReason.MEMORY_MISSING))
            .hasMessageContaining("memory ran out for noughts while it ran; unload another model");
        assertThat(run(graph, 3)).isEqualTo(3);
      }
      try (Graph other = runtime.open("other", noughts(), 1)) {
        assertThat(run(other, 5)).isEqualTo(5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "std::bad_alloc",
        "Exception during initialization: bad allocation",
        "Failed to allocate memory for requested buffer of size 281474976710656",
        "Available memory of 1024 is smaller than requested bytes of 4096"
      })
  void knowsTheirWords(String message) {
    assertThat(NativeOutOfMemory.of(new OrtException(message), "x", "while it ran")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Invalid rank for input: ids", "Load model failed: Protobuf parsing failed"})
  void leavesOtherFailuresAsTheyAre(String message) {
    assertThat(NativeOutOfMemory.of(new OrtException(message), "x", "while it ran")).isEmpty();
  }

  /** How many noughts the graph makes. */
  private static long run(Graph graph, long count) {
    try (Tensor counts = graph.longs(new long[] {count}, 1);
        Tensor noughts =
            Objects.requireNonNull(
                graph.run(Map.of("count", counts), Set.of("noughts"), Map.of()).get("noughts"))) {
      return noughts.shape()[0];
    }
  }

  private static byte[] noughts() {
    OnnxGraph graph = new OnnxGraph();
    graph.input("count", OnnxGraph.INT64, 1);
    graph.floats("seed", new float[] {0}, 1);
    graph.node("Expand", List.of("seed", "count"), "noughts");
    graph.output("noughts", OnnxGraph.FLOAT, "many");
    return graph.model();
  }
}
