package ai.adjutant.inference.platform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/** Calls native functions through method handles, which declare that they throw anything. */
public final class Native {
  private static final Linker LINKER = Linker.nativeLinker();

  private Native() {}

  /** One call of a native function; an {@code int} result is widened, nothing is 0. */
  @FunctionalInterface
  public interface Call {
    /** Invokes the handle. */
    long invoke() throws Throwable;
  }

  /**
   * Makes a call.
   *
   * @throws IllegalStateException when the handle itself fails, which is a mistake in its signature
   */
  public static long call(Call call) {
    try {
      return call.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a native function can't be called", e);
    }
  }

  /** A function of the C library; empty where this one does not have it. */
  public static Optional<MethodHandle> function(String name, FunctionDescriptor signature) {
    return LINKER.defaultLookup().find(name).map(found -> LINKER.downcallHandle(found, signature));
  }

  /** Names the operating system and the processor, such as {@code Linux amd64}. */
  public static String platform() {
    return System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
  }

  /** Whether the operating system is Linux, whose numbers for its calls are known here. */
  public static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
