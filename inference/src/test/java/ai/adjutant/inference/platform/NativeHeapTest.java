package ai.adjutant.inference.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeHeapTest {
  private static final int BLOCKS = 1_024;
  private static final long BLOCK_BYTES = 64 << 10;
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * A block that stays, behind those that go, is what keeps the C library from giving them back.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void givesBackWhatNativeCodeHasFreed() throws Throwable {
    assertThat(Linker.nativeLinker().defaultLookup().find("malloc_trim"))
        .as("glibc, which ONNX Runtime needs on Linux")
        .isPresent();
    MethodHandle malloc = call("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    MethodHandle free = call("free", FunctionDescriptor.ofVoid(JAVA_LONG));
    Deque<Long> blocks = new ArrayDeque<>();
    for (int i = 0; i < BLOCKS; i++) {
      long address = (long) malloc.invokeExact(BLOCK_BYTES);
      MemorySegment.ofAddress(address).reinterpret(BLOCK_BYTES).fill((byte) 1);
      blocks.add(address);
    }
    long last = blocks.removeLast();
    while (!blocks.isEmpty()) {
      long address = blocks.remove();
      free.invokeExact(address);
    }
    long before = resident();
    NativeHeap.trim();
    assertThat(before - resident()).isGreaterThan(BLOCKS * BLOCK_BYTES * 3 / 4);
    byte kept = MemorySegment.ofAddress(last).reinterpret(BLOCK_BYTES).get(JAVA_BYTE, 0);
    assertThat(kept).isEqualTo((byte) 1);
    free.invokeExact(last);
  }

  private static MethodHandle call(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
  }

  private static long resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
