package ai.adjutant.chassis.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a budget. */
final class ThreadBudgetTest {
  @Test
  void takesOneThreadForEachProcessor() {
    assertThat(ThreadBudget.ofProcessors().threads())
        .isEqualTo(Math.min(256, Runtime.getRuntime().availableProcessors()));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257})
  void refusesWhatIsNoBudget(int threads) {
    assertThatThrownBy(() -> ThreadBudget.of(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 256");
  }
}
