package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles against ranks counted by hand, and against their definition on random samples. */
final class QuantilesTest {
  private static final double[] HUNDRED = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();

  @Test
  void nearestRanksOfOneToHundredAreThePercentages() {
    Quantiles quantiles = Quantiles.of(HUNDRED);
    assertThat(quantiles.nearestRank(0)).isEqualTo(1);
    assertThat(quantiles.nearestRank(0.001)).isEqualTo(1);
    assertThat(quantiles.nearestRank(0.5)).isEqualTo(50);
    assertThat(quantiles.nearestRank(0.501)).isEqualTo(51);
    assertThat(quantiles.nearestRank(0.99)).isEqualTo(99);
    assertThat(quantiles.nearestRank(1)).isEqualTo(100);
  }

  @Test
  void theTwoDefinitionsDifferWhereTheShareIsAWholeNumberOfValues() {
    Quantiles quantiles = Quantiles.of(HUNDRED);
    assertThat(quantiles.atMostBelow(0.5)).isEqualTo(51);
    assertThat(quantiles.atMostBelow(0.501)).isEqualTo(51);
    assertThat(quantiles.atMostBelow(0)).isEqualTo(1);
    assertThat(quantiles.atMostBelow(1)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.5, 1})
  void oneValueIsEveryQuantile(double share) {
    Quantiles one = Quantiles.of(new double[] {7});
    assertThat(one.nearestRank(share)).isEqualTo(7);
    assertThat(one.atMostBelow(share)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void quantilesKeepTheirDefinitionAmongTies(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      // few distinct values: most are tied
      double[] values = random.ints(1 + random.nextInt(30), -4, 5).asDoubleStream().toArray();
      double share = random.nextInt(21) / 20.0;
      double asked = share * values.length;
      double nearest =
          Arrays.stream(values).filter(v -> atOrBelow(values, v) >= asked).min().orElseThrow();
      double upper =
          Arrays.stream(values).filter(v -> below(values, v) <= asked).max().orElseThrow();
      Quantiles quantiles = Quantiles.of(values);
      assertThat(quantiles.nearestRank(share)).as("seed %d", seed).isEqualTo(nearest);
      assertThat(quantiles.atMostBelow(share)).as("seed %d", seed).isEqualTo(upper);
    }
  }

  private static long below(double[] values, double value) {
    return Arrays.stream(values).filter(v -> v < value).count();
  }

  private static long atOrBelow(double[] values, double value) {
    return Arrays.stream(values).filter(v -> v <= value).count();
  }

  @Test
  void leavesTheValuesAsTheyAreAndKeepsItsOwn() {
    double[] values = {3, 1, 2};
    Quantiles quantiles = Quantiles.of(values);
    assertThat(values).containsExactly(3, 1, 2);
    values[0] = -1;
    assertThat(quantiles.nearestRank(1)).isEqualTo(3);
  }

  @Test
  void refusesNoValuesAndWhatIsNoNumber() {
    assertThatThrownBy(() -> Quantiles.of(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give at least one");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Quantiles.of(new double[] {1, bad}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the one at 1 is " + bad);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesWhatIsNoShare(double share) {
    Quantiles quantiles = Quantiles.of(HUNDRED);
    assertThatThrownBy(() -> quantiles.nearestRank(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> quantiles.atMostBelow(share))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
