package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which hardware is taken, on machines with and without a GPU. */
class ExecutionProviderTest {
  @TempDir Path folder;

  @Test
  void autoTakesCudaOnlyWhereNothingIsInItsWay() {
    assertThat(ExecutionProvider.AUTO.usesCuda(Optional::empty)).isTrue();
    assertThat(ExecutionProvider.AUTO.usesCuda(() -> Optional.of("no device"))).isFalse();
  }

  @Test
  void cpuDoesNotEvenAsk() {
    assertThat(
            ExecutionProvider.CPU.usesCuda(() -> {
              throw new AssertionError("asked");
            }))
        .isFalse();
  }

  @Test
  void cudaIsRefusedWithWhatIsInItsWay() {
    assertThat(ExecutionProvider.CUDA.usesCuda(Optional::empty)).isTrue();
    assertThatThrownBy(() -> ExecutionProvider.CUDA.usesCuda(() -> Optional.of("no device")))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(RuntimeReason.PROVIDER_MISSING))
        .hasMessageContainingAll("inference.provider", "no device", "cpu");
  }

  @Test
  void aBuildForTheProcessorSaysHowToBuildForGpus() {
    assertThat(CudaProbe.obstacle(false, () -> {})).get().asString().contains("MAVEN_ARGS=-Pgpu");
  }

  @Test
  void aMissingLibraryIsNamed() {
    Optional<String> obstacle =
        CudaProbe.obstacle(
            true,
            () -> {
              throw new OrtException("libcudart.so.12: cannot open shared object file\n at x");
            });
    assertThat(obstacle).get().asString().contains("libcudart.so.12", "docs/gpu.md");
    assertThat(obstacle.orElseThrow()).doesNotContain("\n");
  }

  @Test
  void nothingIsInTheWayWhereAGraphOpens() {
    assertThat(CudaProbe.obstacle(true, () -> {})).isEmpty();
  }

  /** This build's library has no CUDA, and says so. */
  @Test
  void theProcessorIsTakenByDefaultAndCudaRefused() {
    OnnxRuntime runtime =
        OnnxRuntime.load(new RuntimeSettings(folder, ExecutionProvider.AUTO, false));
    assertThat(runtime.version()).isNotEmpty();
    RuntimeSettings cuda = new RuntimeSettings(folder, ExecutionProvider.CUDA, false);
    assertThatThrownBy(() -> OnnxRuntime.load(cuda))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("this build has no CUDA provider");
  }
}
