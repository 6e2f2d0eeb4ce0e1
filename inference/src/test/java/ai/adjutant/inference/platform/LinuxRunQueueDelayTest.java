package ai.adjutant.inference.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.testing.Await;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LinuxRunQueueDelayTest {
  /** More threads than cores, so at least one waits, sooner or later. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void seesThreadsWaitWhereThereAreMoreThanCores() throws Exception {
    List<Thread> threads = new ArrayList<>();
    try (LinuxRunQueueDelay waits = new LinuxRunQueueDelay()) {
      for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  waits.add();
                  while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                  }
                }));
      }
      Await.until("threads that wait", () -> waits.nanos() >= TimeUnit.MILLISECONDS.toNanos(20));
      assertThat(waits.nanos()).isPositive();
    } finally {
      threads.forEach(Thread::interrupt);
      for (Thread each : threads) {
        each.join();
      }
    }
  }

  @Test
  void readsTheTimeInWaitOfACore() {
    assertThat(LinuxRunQueueDelay.waited(line("228998 2137801 3\n"))).isEqualTo(2_137_801);
    assertThat(LinuxRunQueueDelay.waited(line("0 0 0\n"))).isZero();
    assertThat(LinuxRunQueueDelay.waited(line(""))).isZero();
  }

  private static ByteBuffer line(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void countsNobodyUntilSomebodyIsAdded() {
    try (LinuxRunQueueDelay waits = new LinuxRunQueueDelay()) {
      assertThat(waits.nanos()).isZero();
    }
  }
}
