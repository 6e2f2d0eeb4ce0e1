package ai.adjutant.inference.platform;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.settings.SettingKey;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;

/**
 * Ranges of addresses by Linux' own calls: reserve, give back, put into huge pages. The numbers are
 * those of its ABI, the same on x86-64 and ARM64.
 */
public final class LinuxPages {
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x2 | 0x20 | 0x4000;
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int MADV_COLLAPSE = 25;
  private static final int SC_PAGESIZE = 30;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** Handles are made on first use, which is only where these calls exist. */
  private static final class Calls {
    static final MethodHandle MMAP =
        call("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
    static final MethodHandle MUNMAP = call("munmap", FunctionDescriptor.of(INT, LONG, LONG));
    static final MethodHandle MADVISE =
        call("madvise", FunctionDescriptor.of(INT, LONG, LONG, INT));
    static final MethodHandle SYSCONF = call("sysconf", FunctionDescriptor.of(LONG, INT));

    /** 4 KiB on x86-64; ARM64 kernels may have 16 or 64. */
    static final long PAGE_BYTES = Native.call(() -> (long) SYSCONF.invokeExact(SC_PAGESIZE));

    private static MethodHandle call(String name, FunctionDescriptor signature) {
      return Native.function(name, signature).orElseThrow();
    }
  }

  private LinuxPages() {}

  /** Whether this is Linux. */
  public static boolean available() {
    return Native.isLinux();
  }

  /** Bytes of a page of this kernel. */
  public static long pageBytes() {
    return Calls.PAGE_BYTES;
  }

  /**
   * Reserves addresses that are given back when the arena closes. Pages take memory once they are
   * written to.
   *
   * @throws AdjutantException MEMORY_MISSING when the kernel gives none
   */
  public static MemorySegment reserve(long bytes, Arena arena) {
    long start =
        Native.call(() ->
            (long)
                Calls.MMAP.invokeExact(
                    0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L));
    if (start == -1) {
      throw new AdjutantException(
          PlatformReason.MEMORY_MISSING,
          "the platform gives no "
              + bytes / (1 << 20)
              + " MiB of addresses; set a lower "
              + SettingKey.named("inference.engine.sequences-max").howToSet()
              + ", or give the process more");
    }
    MemorySegment segment =
        MemorySegment.ofAddress(start).reinterpret(bytes, arena, LinuxPages::release);
    // A huge page would take 2 MiB for the first token of each head of each layer. A kernel without
    // huge pages refuses the advice, which is as good.
    OptionalLong unused = refusal(segment, MADV_NOHUGEPAGE);
    return segment;
  }

  private static void release(MemorySegment segment) {
    long code =
        Native.call(() -> (int) Calls.MUNMAP.invokeExact(segment.address(), segment.byteSize()));
    if (code != 0) {
      throw new IllegalStateException("munmap of " + segment.byteSize() + " bytes: " + code);
    }
  }

  /** Gives the whole pages of a segment back; their contents are lost. */
  public static void discard(MemorySegment segment) {
    long page = Calls.PAGE_BYTES;
    long from = Math.ceilDiv(segment.address(), page) * page;
    long to = (segment.address() + segment.byteSize()) / page * page;
    if (to > from) {
      MemorySegment pages = segment.asSlice(from - segment.address(), to - from);
      refusal(pages, MADV_DONTNEED)
          .ifPresent(code -> {
            throw new IllegalStateException("madvise " + MADV_DONTNEED + ": " + code);
          });
    }
  }

  /** Puts a range into huge pages; false where the kernel can't (before 6.1) or won't. */
  static boolean collapse(long address, long bytes) {
    return Native.call(() -> (int) Calls.MADVISE.invokeExact(address, bytes, MADV_COLLAPSE)) == 0;
  }

  private static OptionalLong refusal(MemorySegment segment, int advice) {
    long code =
        Native.call(
            () -> (int) Calls.MADVISE.invokeExact(segment.address(), segment.byteSize(), advice));
    return code == 0 ? OptionalLong.empty() : OptionalLong.of(code);
  }
}
