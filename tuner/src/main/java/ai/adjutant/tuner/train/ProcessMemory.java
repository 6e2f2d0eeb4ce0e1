package ai.adjutant.tuner.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory of this process, as Linux counts it. */
public final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int KIB = 1024;

  private ProcessMemory() {}

  /** The most bytes that were resident at once; 0 where the system does not say. */
  public static long peakBytes() {
    return figure("VmHWM");
  }

  /** Bytes that are resident now; 0 where the system does not say. */
  public static long residentBytes() {
    return figure("VmRSS");
  }

  private static long figure(String name) {
    try {
      Matcher found =
          Pattern.compile("(?m)^" + name + ":\\s*(\\d+) kB").matcher(Files.readString(STATUS));
      return found.find() ? Long.parseLong(found.group(1)) * KIB : 0;
    } catch (IOException e) {
      return 0; // no such file: another system
    }
  }
}
