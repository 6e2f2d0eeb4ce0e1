package ai.adjutant.inference.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Linux' own calls for ranges of addresses: reserve, give back. The numbers are those of its ABI.
 * And one of glibc's, which keeps what native code has freed.
 */
final class LinuxPages {
  private static final long PAGE_BYTES = 4096;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int MADV_COLLAPSE = 25;

  private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** Handles are made on first use, which is only where these calls exist. */
  private static final class Calls {
    static final MethodHandle MMAP =
        call("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS, SIZE, SIZE, INT, INT, INT, SIZE));
    static final MethodHandle MUNMAP =
        call("munmap", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, SIZE));
    static final MethodHandle MADVISE =
        call("madvise", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, SIZE, INT));

    private static MethodHandle call(String name, FunctionDescriptor signature) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), signature);
    }
  }

  /** Apart, since not every C library has it. */
  private static final class Trim {
    static final Optional<MethodHandle> CALL =
        Linker.nativeLinker()
            .defaultLookup()
            .find("malloc_trim")
            .map(found ->
                Linker.nativeLinker().downcallHandle(found, FunctionDescriptor.of(INT, SIZE)));
  }

  private LinuxPages() {}

  static boolean available() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  /** Reserves addresses that are given back when the arena closes. */
  static MemorySegment reserve(long bytes, Arena arena) {
    try {
      MemorySegment start =
          (MemorySegment)
              Calls.MMAP.invokeExact(
                  0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
      if (start.address() == -1) {
        throw new OutOfMemoryError("mmap of " + bytes + " bytes");
      }
      MemorySegment segment = start.reinterpret(bytes, arena, LinuxPages::release);
      // A huge page would take 2 MiB for the first token of each head of each layer.
      advise(segment, MADV_NOHUGEPAGE);
      return segment;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("mmap can't be called", e);
    }
  }

  private static void release(MemorySegment segment) {
    try {
      int code = (int) Calls.MUNMAP.invokeExact(segment, segment.byteSize());
      if (code != 0) {
        throw new IllegalStateException("munmap of " + segment.byteSize() + " bytes: " + code);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("munmap can't be called", e);
    }
  }

  /** Gives the whole pages of a segment back. */
  static void discard(MemorySegment segment) {
    long from = Math.ceilDiv(segment.address(), PAGE_BYTES) * PAGE_BYTES;
    long to = (segment.address() + segment.byteSize()) / PAGE_BYTES * PAGE_BYTES;
    if (to > from) {
      advise(segment.asSlice(from - segment.address(), to - from), MADV_DONTNEED);
    }
  }

  /**
   * Gives back what native code has freed; where the C library has no such call, nothing happens.
   */
  static void trim() {
    try {
      Optional<MethodHandle> call = Trim.CALL;
      if (call.isPresent()) {
        int unused = (int) call.get().invokeExact(0L);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("malloc_trim can't be called", e);
    }
  }

  /** Puts a range into huge pages; false where the kernel can't (before 6.1) or won't. */
  static boolean collapse(long address, long bytes) {
    try {
      return (int) Calls.MADVISE.invokeExact(MemorySegment.ofAddress(address), bytes, MADV_COLLAPSE)
          == 0;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("madvise can't be called", e);
    }
  }

  private static void advise(MemorySegment segment, int advice) {
    try {
      int code = (int) Calls.MADVISE.invokeExact(segment, segment.byteSize(), advice);
      // A kernel without huge pages refuses to be told not to use them.
      if (code != 0 && advice != MADV_NOHUGEPAGE) {
        throw new IllegalStateException("madvise " + advice + ": " + code);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("madvise can't be called", e);
    }
  }
}
