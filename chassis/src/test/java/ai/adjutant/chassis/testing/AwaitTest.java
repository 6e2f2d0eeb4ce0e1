package ai.adjutant.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AwaitTest {
  @Test
  void returnsOnceTheConditionHolds() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Await.until("the third time", () -> asked.incrementAndGet() == 3);
    assertThat(asked).hasValue(3);
  }

  @Test
  void canBeInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Await.until("what never comes", () -> false))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("what never comes");
    assertThat(Thread.interrupted()).isFalse();
  }
}
