package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {
  @Test
  void mayBeUndefinedAsAWhole() {
    assertThat(Interval.UNDEFINED.mean()).isNaN();
    assertThat(Interval.UNDEFINED.low()).isNaN();
    assertThat(Interval.UNDEFINED.high()).isNaN();
    assertThat(new Interval(1, 1, 1).mean()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.6, 0.4", "NaN, 0, 1", "0.5, NaN, 1", "0.5, 0, NaN"})
  void refusesEndsOutOfOrderAndHalfDefinedOnes(double mean, double low, double high) {
    assertThatThrownBy(() -> new Interval(mean, low, high))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the lower end first");
  }
}
