package ai.adjutant.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.capi.OrtLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
  @TempDir Path folder;

  @Test
  void isTheReleaseThatItsFolderIsNamedAfter() {
    assertThat(OnnxRuntime.load(folder).version()).isEqualTo(OrtLibrary.VERSION);
  }

  @Test
  void refusesWhatIsNoGraph() throws Exception {
    OnnxRuntime runtime = OnnxRuntime.load(folder);
    Path file = Files.writeString(folder.resolve("model.onnx"), "not a graph");
    assertThatThrownBy(() -> runtime.open(file, 1))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("model.onnx is no graph");
    assertThatThrownBy(() -> runtime.open(folder.resolve("absent.onnx"), 1))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("no file absent.onnx");
  }
}
