package ai.adjutant.inference.runtime;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's own allocator, two of whose functions can be watched for a while: that for memory
 * that is kept from a graph's opening to its end, and that which gives memory back. Sessions take
 * memory from it when they are opened with {@code session.use_env_allocators}.
 */
final class RuntimeAllocator {
  private static final Logger log = LoggerFactory.getLogger(RuntimeAllocator.class);

  /** The C interface's {@code OrtAllocator}, as of the version that has {@code Reserve}. */
  private static final int RESERVE_SINCE = 18;

  private static final long FREE_AT = 16;
  private static final long RESERVE_AT = 32;
  private static final long STRUCTURE_BYTES = 40;

  private static final FunctionDescriptor RESERVE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor FREE = FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG);

  private static boolean registered;
  private static volatile @Nullable Watcher watcher;

  private RuntimeAllocator() {}

  /** Is asked in ONNX Runtime's place, by any thread, also by those that run other graphs. */
  interface Watcher {
    /** Address of memory to keep; 0 when there is none. */
    long reserve(long bytes);

    /** Takes memory back, of whatever kind. */
    void free(long address);
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws OrtException;
  }

  /** The allocator and its functions; apart, so that a platform without can be asked. */
  private static final class Native {
    static final MemorySegment ALLOCATOR = allocator();
    static final long OWN_FREE = ALLOCATOR.get(JAVA_LONG, FREE_AT);
    static final long OWN_RESERVE = ALLOCATOR.get(JAVA_LONG, RESERVE_AT);
    static final MethodHandle FREE_CALL = call(OWN_FREE, FREE);
    static final MethodHandle RESERVE_CALL = call(OWN_RESERVE, RESERVE);
    static final long WATCHED_FREE = NativeApi.upcall(MethodHandles.lookup(), "freed", FREE);
    static final long WATCHED_RESERVE =
        NativeApi.upcall(MethodHandles.lookup(), "reserved", RESERVE);

    private static MemorySegment allocator() {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment answer = arena.allocate(JAVA_LONG);
        KernelCall.check((long) NativeApi.DEFAULT_ALLOCATOR.invokeExact(answer.address()));
        MemorySegment structure =
            MemorySegment.ofAddress(answer.get(JAVA_LONG, 0)).reinterpret(STRUCTURE_BYTES);
        if (structure.get(JAVA_INT, 0) < RESERVE_SINCE) {
          throw new IllegalStateException("it does not tell what is kept");
        }
        return structure;
      } catch (Throwable e) {
        throw new IllegalStateException("ONNX Runtime's allocator can't be reached", e);
      }
    }

    private static MethodHandle call(long function, FunctionDescriptor signature) {
      return Linker.nativeLinker().downcallHandle(MemorySegment.ofAddress(function), signature);
    }

    /** Other threads may be calling. */
    static void put(long free, long reserve) {
      JAVA_LONG.varHandle().setVolatile(ALLOCATOR, FREE_AT, free);
      JAVA_LONG.varHandle().setVolatile(ALLOCATOR, RESERVE_AT, reserve);
    }

    /** Called from outside, so it must not throw: that would end the process. */
    @SuppressWarnings("unused")
    private static long reserved(long self, long bytes) {
      try {
        Watcher present = watcher;
        return present == null ? reserve(bytes) : present.reserve(bytes);
      } catch (Throwable e) {
        return 0; // ONNX Runtime says that memory is out
      }
    }

    /** As above. */
    @SuppressWarnings("unused")
    private static void freed(long self, long address) {
      try {
        Watcher present = watcher;
        if (present == null) {
          free(address);
        } else {
          present.free(address);
        }
      } catch (Throwable e) {
        log.warn("memory of a graph was not given back", e);
      }
    }
  }

  /** Whether the C interface is there and took the allocator; otherwise the reason is logged. */
  static boolean available(OrtEnvironment environment) {
    try {
      register(environment);
      return true;
    } catch (IllegalStateException e) {
      log.warn("weights are not shared: ONNX Runtime's C interface can't be reached", e);
      return false;
    }
  }

  private static synchronized void register(OrtEnvironment environment) {
    if (registered) {
      return;
    }
    try {
      // The binding has no method for it.
      Field handle = OrtEnvironment.class.getDeclaredField("nativeHandle");
      handle.setAccessible(true);
      KernelCall.check(
          (long)
              NativeApi.REGISTER_ALLOCATOR.invokeExact(
                  handle.getLong(environment), Native.ALLOCATOR.address()));
      registered = true;
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime refused its own allocator", e);
    }
  }

  /** Has a watcher asked while something is done. One at a time. */
  static synchronized <T> T watched(Watcher by, Step<T> step) throws OrtException {
    watcher = by;
    Native.put(Native.WATCHED_FREE, Native.WATCHED_RESERVE);
    try {
      return step.run();
    } finally {
      Native.put(Native.OWN_FREE, Native.OWN_RESERVE);
      watcher = null;
    }
  }

  /** Memory from ONNX Runtime itself; 0 when there is none. */
  static long reserve(long bytes) {
    try {
      return (long) Native.RESERVE_CALL.invokeExact(Native.ALLOCATOR.address(), bytes);
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime's allocator failed", e);
    }
  }

  /** Gives memory back to ONNX Runtime itself. */
  static void free(long address) {
    try {
      Native.FREE_CALL.invokeExact(Native.ALLOCATOR.address(), address);
    } catch (Throwable e) {
      throw new IllegalStateException("ONNX Runtime's allocator failed", e);
    }
  }
}
