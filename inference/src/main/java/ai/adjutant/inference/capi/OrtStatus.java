package ai.adjutant.inference.capi;

import ai.adjutant.inference.platform.Native;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Statuses of the C interface: 0 is success, anything else an object with a code and a message that
 * whoever receives it releases.
 */
public final class OrtStatus {
  private static final int FAIL = 1;

  /** Longest message that is read; ONNX Runtime's own are far shorter. */
  private static final int MESSAGE_BYTES_MAX = 16 << 10;

  private OrtStatus() {}

  /**
   * Makes a call and checks its status.
   *
   * @throws OrtCallException with the code and message of a call that failed
   */
  public static void check(Native.Call call) {
    long status = Native.call(call);
    if (status != 0) {
      throw released(status);
    }
  }

  /** Makes a call that may fail, such as asking for what need not be there; whether it did not. */
  public static boolean succeeds(Native.Call call) {
    long status = Native.call(call);
    if (status != 0) {
      release(status);
    }
    return status == 0;
  }

  private static OrtCallException released(long status) {
    try {
      int code = (int) Native.call(() -> (int) OrtApi.ERROR_CODE.invokeExact(status));
      long text = Native.call(() -> (long) OrtApi.ERROR_MESSAGE.invokeExact(status));
      return new OrtCallException(code, text == 0 ? "" : message(text));
    } finally {
      release(status);
    }
  }

  private static String message(long text) {
    MemorySegment bytes = MemorySegment.ofAddress(text).reinterpret(MESSAGE_BYTES_MAX);
    int length = 0;
    while (length < MESSAGE_BYTES_MAX - 1 && bytes.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    byte[] read = bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(read, StandardCharsets.UTF_8);
  }

  private static void release(long status) {
    long unused =
        Native.call(() -> {
          OrtApi.RELEASE_STATUS.invokeExact(status);
          return 0;
        });
  }

  /** Creates a status that reports a failure; whoever receives it releases it. */
  public static long failure(String message) {
    try (Arena arena = Arena.ofConfined()) {
      long text = arena.allocateFrom(message).address();
      return Native.call(() -> (long) OrtApi.CREATE_STATUS.invokeExact(FAIL, text));
    }
  }
}
