package ai.adjutant.inference.capi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.adjutant.inference.platform.Native;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Adds the CUDA provider to session options. The Java binding can do it too, but unpacks the
 * provider's library, some 600 MB, into a temporary folder at each start; here it lies beside the
 * main library and is unpacked once.
 */
public final class OrtCuda {
  /** The first device that {@code CUDA_VISIBLE_DEVICES} leaves. */
  private static final String DEVICE = "0";

  private OrtCuda() {}

  /**
   * Adds the provider to options at this address.
   *
   * @throws OrtCallException when this build has none or its libraries can't be loaded
   */
  public static void addTo(long sessionOptions) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_LONG);
      OrtStatus.check(() -> (long) OrtApi.CREATE_CUDA_OPTIONS.invokeExact(answer.address()));
      long cuda = answer.get(JAVA_LONG, 0);
      try {
        MemorySegment keys = arena.allocateFrom(ADDRESS, arena.allocateFrom("device_id"));
        MemorySegment values = arena.allocateFrom(ADDRESS, arena.allocateFrom(DEVICE));
        OrtStatus.check(() ->
            (long)
                OrtApi.UPDATE_CUDA_OPTIONS.invokeExact(cuda, keys.address(), values.address(), 1L));
        OrtStatus.check(() -> (long) OrtApi.ADD_CUDA.invokeExact(sessionOptions, cuda));
      } finally {
        long unused =
            Native.call(() -> {
              OrtApi.RELEASE_CUDA_OPTIONS.invokeExact(cuda);
              return 0;
            });
      }
    }
  }
}
