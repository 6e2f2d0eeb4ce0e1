package ai.adjutant.inference.runtime;

import ai.adjutant.inference.platform.LinuxPages;
import ai.adjutant.inference.platform.NativeBuffers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A range of addresses whose pages take memory only once they are written to, zero until then. On
 * platforms other than Linux all of it is taken at once. Any thread may use and close it; the owner
 * closes it after the last tensor over it.
 */
public final class NativeMemory implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment segment;
  private final boolean lazy;

  private NativeMemory(long bytes) {
    lazy = LinuxPages.available();
    segment = lazy ? LinuxPages.reserve(bytes, arena) : NativeBuffers.allocate(arena, bytes);
  }

  /**
   * Reserves addresses.
   *
   * @param bytes at least 1
   * @throws ai.adjutant.chassis.error.AdjutantException MEMORY_MISSING when the platform gives none
   */
  public static NativeMemory reserve(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes");
    }
    return new NativeMemory(bytes);
  }

  /** Copies bytes within the range; source and target do not overlap. */
  public void copy(long from, long to, long bytes) {
    MemorySegment.copy(segment, from, segment, to, bytes);
  }

  /** Gives the memory of whole pages within a part back; their contents are lost. */
  public void discard(long offset, long bytes) {
    if (lazy) {
      LinuxPages.discard(segment.asSlice(offset, bytes));
    }
  }

  ByteBuffer buffer(long offset, long bytes) {
    return segment.asSlice(offset, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
