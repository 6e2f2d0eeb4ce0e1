package ai.adjutant.inference.platform;

import ai.adjutant.chassis.error.AdjutantException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory from the C library, taken at once. */
public final class NativeBuffers {
  private NativeBuffers() {}

  /**
   * Takes zeroed memory that is given back when the arena closes.
   *
   * @throws AdjutantException MEMORY_MISSING when the C library gives none
   */
  public static MemorySegment allocate(Arena arena, long bytes) {
    try {
      return arena.allocate(bytes, Long.BYTES);
    } catch (OutOfMemoryError e) {
      // Thrown by the JDK's own code for native memory: the heap is not full, and the process goes
      // on, also with -XX:+ExitOnOutOfMemoryError.
      throw new AdjutantException(
          PlatformReason.MEMORY_MISSING,
          "the platform gives no "
              + bytes
              + " bytes of memory; unload another model, allow fewer sequences or give the process"
              + " more",
          e);
    }
  }
}
