import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counters of Linux at one moment, in milliseconds: processor time of a process and its
 * descendants, how long their threads stood ready without getting a core, and what all processors
 * did for anyone, stolen time included.
 */
record Load(double cpu, double waited, double busy, double stolen) {
  private static final double TICK_MS = 10;
  private static final double NANOS = 1e6;

  static Load of(ProcessHandle process) {
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    double cpu = 0;
    double waited = 0;
    for (ProcessHandle one : all) {
      for (Path task : tasks(one.pid())) {
        String[] counters = read(task.resolve("schedstat")).split(" ");
        if (counters.length > 1) {
          cpu += Long.parseLong(counters[0]) / NANOS;
          waited += Long.parseLong(counters[1]) / NANOS;
        }
      }
    }
    String[] machine = read(Path.of("/proc/stat")).split("\n")[0].split(" +");
    double busy = 0;
    for (int column : new int[] {1, 2, 3, 6, 7, 8}) {
      busy += Long.parseLong(machine[column]) * TICK_MS;
    }
    return new Load(cpu, waited, busy, Long.parseLong(machine[8]) * TICK_MS);
  }

  static Load ofThisProcess() {
    return of(ProcessHandle.current());
  }

  /** What was counted since an earlier moment. */
  Load since(Load earlier) {
    return new Load(
        cpu - earlier.cpu, waited - earlier.waited, busy - earlier.busy, stolen - earlier.stolen);
  }

  /** Processor time that went to others than this process. */
  double others() {
    return Math.max(0, busy - cpu);
  }

  private static List<Path> tasks(long pid) {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks.toList();
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException gone) {
      return "";
    }
  }
}
