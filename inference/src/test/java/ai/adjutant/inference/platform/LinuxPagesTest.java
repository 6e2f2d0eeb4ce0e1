package ai.adjutant.inference.platform;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LinuxPagesTest {
  @Test
  void asksTheKernelForItsPageSize() {
    assertThat(LinuxPages.pageBytes()).isGreaterThanOrEqualTo(4096);
    assertThat(Long.bitCount(LinuxPages.pageBytes())).isEqualTo(1);
  }

  /** By the kernel's pages, whatever their size: what shares a page with the rest stays. */
  @Test
  void givesBackWholePagesOnly() {
    long page = LinuxPages.pageBytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = LinuxPages.reserve(4 * page, arena);
      segment.fill((byte) 1);
      LinuxPages.discard(segment.asSlice(page / 2, 2 * page));
      assertThat(segment.get(JAVA_BYTE, page / 2)).isEqualTo((byte) 1);
      assertThat(segment.get(JAVA_BYTE, page)).isZero();
      assertThat(segment.get(JAVA_BYTE, 2 * page - 1)).isZero();
      assertThat(segment.get(JAVA_BYTE, 2 * page)).isEqualTo((byte) 1);
      LinuxPages.discard(segment.asSlice(3 * page, page / 2));
      assertThat(segment.get(JAVA_BYTE, 3 * page)).isEqualTo((byte) 1);
    }
  }

  @Test
  void refusesAddressesThatNoMachineHas() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> LinuxPages.reserve(1L << 60, arena))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(PlatformReason.MEMORY_MISSING))
          .hasMessageContaining("MiB of addresses");
    }
  }

  @Test
  void memoryThatIsMissingFailsTheRequestAndNotTheProcess() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> NativeBuffers.allocate(arena, 1L << 60))
          .isInstanceOfSatisfying(
              AdjutantException.class,
              e -> assertThat(e.reason()).isEqualTo(PlatformReason.MEMORY_MISSING));
    }
  }
}
