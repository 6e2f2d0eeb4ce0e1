package ai.adjutant.inference.capi;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.inference.platform.PlatformReason;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that are not the one that is needed, played by a base of two functions of ours. */
class OrtLibraryTest {
  private final Arena arena = Arena.ofConfined();

  @TempDir Path folder;

  @AfterEach
  void close() {
    arena.close();
  }

  /** A library that tells this version, and whose table of functions lies there. */
  private OrtLibrary library(MemorySegment version, long table) throws Exception {
    MemorySegment base = arena.allocate(JAVA_LONG, 2);
    base.setAtIndex(JAVA_LONG, 0, constant(table, FunctionDescriptor.of(JAVA_LONG, JAVA_INT)));
    base.setAtIndex(JAVA_LONG, 1, constant(version.address(), FunctionDescriptor.of(JAVA_LONG)));
    return OrtLibrary.at(base);
  }

  private OrtLibrary library(String version, long table) throws Exception {
    return library(arena.allocateFrom(version), table);
  }

  private long constant(long value, FunctionDescriptor signature) {
    MethodHandle constant = MethodHandles.constant(long.class, value);
    MethodHandle target =
        MethodHandles.dropArguments(constant, 0, signature.toMethodType().parameterList());
    return Linker.nativeLinker().upcallStub(target, signature, arena).address();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.20.1", "1.27.9", "1.29.0", "1.30.0-dev", "2.0.0", "1.2", ""})
  void refusesAnotherReleaseAndNamesBoth(String version) throws Exception {
    OrtLibrary other = library(version, 1);
    assertThatThrownBy(() -> other.table(4))
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(PlatformReason.RUNTIME_MISSING))
        .hasMessageContainingAll(
            "onnxruntime.native.path", "is ONNX Runtime " + version, OrtLibrary.VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.28.0", "1.28.1"})
  void takesTheReleaseAndItsPatches(String version) throws Exception {
    OrtLibrary right = library(version, 16);
    assertThatCode(right::checkVersion).doesNotThrowAnyException();
    assertThat(right.table(4).address()).isEqualTo(16);
  }

  @Test
  void refusesALibraryThatGivesNoTable() throws Exception {
    OrtLibrary library = library(OrtLibrary.VERSION, 0);
    assertThatThrownBy(() -> library.table(4))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("without the C interface 28");
  }

  @Test
  void refusesALibraryWithoutAVersion() throws Exception {
    OrtLibrary library = library(MemorySegment.NULL, 16);
    assertThatThrownBy(library::checkVersion)
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("reports no version");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = folder.resolve("libonnxruntime.so");
    assertThatThrownBy(() -> OrtLibrary.open(file))
        .isInstanceOf(AdjutantException.class)
        .hasMessageContaining("can't be loaded on this platform");
  }
}
