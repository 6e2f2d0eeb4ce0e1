package ai.adjutant.inference.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HugePagesTest {
  private static final long BYTES = 48L << 20;

  @Test
  void takesWhatWasFilledSinceAndLeavesItsContents() throws Exception {
    Path switched = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    assumeThat(switched).as("a kernel with huge pages").exists();
    assumeThat(Files.readString(switched)).doesNotContain("[never]");
    assumeThat(collapsesOnDemand()).as("a kernel from 6.1 on").isTrue();
    try (Arena arena = Arena.ofConfined()) {
      HugePages pages = HugePages.watch();
      MemorySegment weights = arena.allocate(BYTES);
      fill(weights);
      int collapsed = pages.collapse();
      assertThat(collapsed * (2L << 20)).isGreaterThanOrEqualTo(BYTES - (4L << 20));
      SplittableRandom random = new SplittableRandom(1);
      for (long at = 0; at < BYTES; at += Long.BYTES) {
        if (weights.get(ValueLayout.JAVA_LONG_UNALIGNED, at) != random.nextLong()) {
          throw new AssertionError("changed at " + at);
        }
      }
    }
  }

  private static boolean collapsesOnDemand() {
    String[] version = System.getProperty("os.version").split("\\D+", -1);
    int major = Integer.parseInt(version[0]);
    return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 1);
  }

  @Test
  void leavesAloneWhatWasThereBefore() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment before = arena.allocate(BYTES);
      fill(before);
      HugePages pages = HugePages.watch();
      assertThat(pages.collapse() * (2L << 20)).as("bytes").isLessThan(BYTES / 2);
    }
  }

  private static void fill(MemorySegment memory) {
    SplittableRandom random = new SplittableRandom(1);
    for (long at = 0; at < BYTES; at += Long.BYTES) {
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, random.nextLong());
    }
  }
}
