package ai.adjutant.inference.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImportIdleTimeoutTest {
  @Test
  void aTurnThatPassesIsLostAndToldOnce() throws InterruptedException {
    CountDownLatch late = new CountDownLatch(1);
    AtomicInteger reported = new AtomicInteger();
    try (ImportIdleTimeout idleTimeout = new ImportIdleTimeout(Duration.ofMillis(1))) {
      ImportIdleTimeout.Turns turns =
          idleTimeout.watch(() -> {
            reported.incrementAndGet();
            late.countDown();
          });
      turns.client();
      assertThat(late.await(50, TimeUnit.SECONDS)).isTrue();
      assertThat(turns.handler()).isFalse();
      assertThat(turns.handler()).isFalse();
      assertThat(reported).hasValue(1);
    }
  }

  @Test
  void aClientInTimeKeepsItsTurnAndHasTheNextAnew() {
    try (ImportIdleTimeout idleTimeout = new ImportIdleTimeout(Duration.ofHours(1))) {
      ImportIdleTimeout.Turns turns =
          idleTimeout.watch(() -> {
            throw new AssertionError("not late");
          });
      for (int i = 0; i < 3; i++) {
        turns.client();
        assertThat(turns.handler()).isTrue();
        assertThat(turns.handler()).isFalse();
      }
    }
  }

  @Test
  void aPartThatComesAfterTheEndDoesNotFail() {
    ImportIdleTimeout idleTimeout = new ImportIdleTimeout(Duration.ofHours(1));
    ImportIdleTimeout.Turns turns = idleTimeout.watch(() -> {});
    idleTimeout.close();
    turns.client();
    assertThat(turns.handler()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
  void refusesDurationsOutOfRange(String idle) {
    assertThatThrownBy(() -> new ImportIdleTimeout(Duration.parse(idle)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idle timeout");
  }
}
