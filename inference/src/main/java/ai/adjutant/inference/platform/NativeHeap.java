package ai.adjutant.inference.platform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The C library's heap, which keeps what native code has freed. */
public final class NativeHeap {
  private static final Optional<MethodHandle> TRIM =
      Native.function(
          "malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

  private NativeHeap() {}

  /** Gives freed memory back to the system; does nothing where the C library has no such call. */
  public static void trim() {
    if (TRIM.isPresent()) {
      MethodHandle trim = TRIM.get();
      long unused = Native.call(() -> (int) trim.invokeExact(0L));
    }
  }
}
