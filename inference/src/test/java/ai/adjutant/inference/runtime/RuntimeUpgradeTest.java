package ai.adjutant.inference.runtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.inference.attention.Attention;
import ai.adjutant.inference.capi.OrtApi;
import ai.adjutant.inference.capi.OrtCallException;
import ai.adjutant.inference.capi.OrtCuda;
import ai.adjutant.inference.capi.OrtLibrary;
import ai.adjutant.inference.capi.OrtStatus;
import ai.adjutant.inference.capi.SessionHandles;
import ai.adjutant.inference.kernel.AttentionOperator;
import ai.adjutant.inference.testing.OnnxGraph;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that depends on the release of ONNX Runtime and is not part of its Java binding's
 * interface, in one place. To take another release:
 *
 * <ol>
 *   <li>set its version in the root pom and in {@link OrtLibrary#VERSION} ({@code API_VERSION} is
 *       its second number);
 *   <li>run this test: each method below names what it holds and which constants to look at;
 *   <li>look at {@code inference.model.RuntimeSupport} (operators and versions of operator sets);
 *   <li>read the release notes for telemetry: {@link OnnxRuntime#load} sets {@code
 *       ORT_DISABLE_TELEMETRY}, and another switch may be needed.
 * </ol>
 */
class RuntimeUpgradeTest {
  /** Floats that no machine has addresses for. */
  private static final long ABSURD = 1L << 46;

  @TempDir Path folder;

  @BeforeEach
  void load() {
    OnnxRuntime.load(folder);
  }

  /** The pom's version against {@link OrtLibrary#VERSION}. */
  @Test
  void theBindingIsOfTheReleaseThatTheCodeIsWrittenFor() {
    assertThat(OrtEnvironment.getEnvironment().getVersion()).isEqualTo(OrtLibrary.VERSION);
  }

  /** Positions of CreateStatus, GetErrorCode, GetErrorMessage and ReleaseStatus in OrtApi. */
  @Test
  void statusesCarryCodeAndMessage() {
    assertThatThrownBy(() -> OrtStatus.check(() -> OrtStatus.failure("as it was said")))
        .isInstanceOfSatisfying(OrtCallException.class, e -> assertThat(e.code()).isEqualTo(1))
        .hasMessageContaining("as it was said");
  }

  /** Positions of the functions for operators: a second domain of an empty name is refused. */
  @Test
  void domainsAreMadeByTheTable() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_LONG);
      long name = arena.allocateFrom("ai.adjutant.test").address();
      OrtStatus.check(() -> (long) OrtApi.CREATE_DOMAIN.invokeExact(name, answer.address()));
      assertThat(answer.get(JAVA_LONG, 0)).isNotZero();
    }
  }

  /**
   * Positions of the functions for CUDA: builds for the processor have them, and refuse by name.
   */
  @Test
  void cudaIsRefusedByNameInABuildForTheProcessor() throws Exception {
    assertThat(OrtEnvironment.getAvailableProviders()).doesNotContain(OrtProvider.CUDA);
    try (SessionOptions options = new SessionOptions()) {
      long address = SessionHandles.REFLECTED.of(options);
      assertThatThrownBy(() -> OrtCuda.addTo(address))
          .isInstanceOf(OrtCallException.class)
          .hasMessageContaining("CUDA execution provider is not enabled in this build");
    }
  }

  /** The field {@code nativeHandle} of the binding's session options. */
  @Test
  void sessionOptionsTellTheirAddress() throws Exception {
    try (SessionOptions options = new SessionOptions()) {
      assertThat(SessionHandles.REFLECTED.of(options)).isNotZero();
      assertThat(AttentionOperator.addTo(options, SessionHandles.REFLECTED)).isTrue();
    }
  }

  /**
   * The layout of OrtCustomOp, the functions that kernels call, and ParallelFor: a graph with our
   * attention gives what ONNX Runtime's own gives.
   */
  @Test
  void ourOperatorComputesWhatTheirsDoes() {
    assertThat(Attention.available()).isTrue();
    assertThat(AttentionOperator.available()).isTrue();
    Path file = folder.resolve("model.onnx");
    AttentionGraph.write(file, 7);
    OnnxRuntime runtime = OnnxRuntime.load(folder);
    try (Graph ours = runtime.openForSteps(file, 2, true);
        Graph theirs = runtime.openForSteps(file, 2, false);
        AttentionRun our = new AttentionRun(ours, AttentionRun.Shape.GOOD);
        AttentionRun their = new AttentionRun(theirs, AttentionRun.Shape.GOOD)) {
      float[] wanted = their.run();
      float[] got = our.run();
      for (int i = 0; i < wanted.length; i++) {
        assertThat(got[i]).isCloseTo(wanted[i], Offset.offset(1e-3f));
      }
    }
  }

  /** The words of {@link NativeOutOfMemory}, against what the library really says. */
  @Test
  void failuresForWantOfMemoryAreRecognised() throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OnnxGraph graph = new OnnxGraph();
    graph.longs("count", new long[] {ABSURD});
    graph.floats("seed", new float[] {0}, 1);
    graph.node("Expand", List.of("seed", "count"), "noughts");
    graph.output("noughts", OnnxGraph.FLOAT, "many");
    assertThatThrownBy(() -> openAndRun(environment, graph.model()))
        .isInstanceOfSatisfying(
            OrtException.class,
            e -> assertThat(NativeOutOfMemory.of(e, "noughts", "while it ran")).isPresent());
  }

  private static void openAndRun(OrtEnvironment environment, byte[] graph) throws OrtException {
    try (SessionOptions options = new SessionOptions();
        OrtSession session = environment.createSession(graph, options);
        OrtSession.Result result = session.run(Map.of())) {
      assertThat(result.size()).isNegative();
    }
  }
}
