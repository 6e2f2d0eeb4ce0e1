package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxMemoryTest {
  @TempDir Path root;

  @Test
  void takesTheKernelsEstimateWhereNoGroupIsLimited() throws IOException {
    write("proc/meminfo", "MemTotal: 100 kB\nMemAvailable:    42 kB\n");
    write("proc/self/cgroup", "0::/user/app\n");
    write("sys/fs/cgroup/user/app/memory.max", "max\n");
    write("sys/fs/cgroup/user/app/memory.current", "7\n");
    assertThat(memory().available()).hasValue(42 * 1024);
  }

  @Test
  void takesTheTightestGroupAbove() throws IOException {
    write("proc/meminfo", "MemAvailable: 4000 kB\n");
    write("proc/self/cgroup", "0::/pod/app\n");
    write("sys/fs/cgroup/pod/app/memory.max", "900000\n");
    write("sys/fs/cgroup/pod/app/memory.current", "100\n");
    write("sys/fs/cgroup/pod/memory.max", "50000\n");
    write("sys/fs/cgroup/pod/memory.current", "30000\n");
    write("sys/fs/cgroup/pod/memory.stat", "anon 5\ninactive_file 1000\n");
    assertThat(memory().available()).hasValue(21_000);
  }

  @Test
  void readsTheFirstVersionOfGroupsAndThePathOfTheHost() throws IOException {
    write("proc/meminfo", "MemAvailable: 4000 kB\n");
    write("proc/self/cgroup", "5:cpu:/docker/1\n4:memory:/docker/1\n0::/\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "70000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "69000\n");
    write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 500\n");
    assertThat(memory().available()).hasValue(1_500);
  }

  @Test
  void isNeverBelowNothing() throws IOException {
    write("proc/meminfo", "MemAvailable: 4000 kB\n");
    write("proc/self/cgroup", "0::/\n");
    write("sys/fs/cgroup/memory.max", "10\n");
    write("sys/fs/cgroup/memory.current", "20\n");
    assertThat(memory().available()).hasValue(0);
  }

  @Test
  void knowsNothingElsewhere() throws IOException {
    assertThat(memory().available()).isEmpty();
    assertThat(memory().resident()).isZero();
    write("proc/meminfo", "MemAvailable: lots\n");
    assertThat(memory().available()).isEmpty();
  }

  @Test
  void tellsWhatTheProcessHolds() throws IOException {
    write("proc/self/status", "Name:\tjava\nVmRSS:\t   12345 kB\n");
    assertThat(memory().resident()).isEqualTo(12_345L * 1024);
  }

  private LinuxMemory memory() {
    return new LinuxMemory(root);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(path, text);
  }
}
