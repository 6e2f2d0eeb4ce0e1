package ai.adjutant.inference.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Environment variables that native libraries read, which only the C library can change. */
public final class ProcessEnvironment {
  private static final Optional<MethodHandle> SETENV =
      Native.function(
          "setenv",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT));

  private ProcessEnvironment() {}

  /**
   * Sets a variable; does nothing on a platform that is not POSIX. To be called before native code
   * that may read variables at the same time is loaded.
   */
  public static void set(String name, String value) {
    if (SETENV.isEmpty()) {
      return;
    }
    MethodHandle setenv = SETENV.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocateFrom(name);
      MemorySegment text = arena.allocateFrom(value);
      long code = Native.call(() -> (int) setenv.invokeExact(key, text, 1));
      if (code != 0) {
        throw new IllegalStateException("setenv of " + name + " returned " + code);
      }
    }
  }
}
