package ai.adjutant.inference.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Switches the telemetry of ONNX Runtime off before its environment exists.
 *
 * <p>The release in use has none; later ones write to the home folder and report as soon as the
 * environment is created, and no call of their own API is early enough. The switch is read from the
 * environment of the process, which only libc can change from within.
 */
final class TelemetryGuard {
  private TelemetryGuard() {}

  static void close() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return; // not a POSIX platform; the launcher's variable has to do
    }
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      int code =
          (int)
              linker
                  .downcallHandle(setenv.get(), signature)
                  .invokeExact(
                      arena.allocateFrom("ORT_DISABLE_TELEMETRY"), arena.allocateFrom("1"), 1);
      if (code != 0) {
        throw new IllegalStateException("setenv of ORT_DISABLE_TELEMETRY returned " + code);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv of ORT_DISABLE_TELEMETRY failed", e);
    }
  }
}
