package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Areas worked out by hand, and against all pairs compared one by one. */
final class AucTest {
  private static double allPairs(double[] positives, double[] negatives) {
    double wins = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    return wins / positives.length / negatives.length;
  }

  @Test
  void countsTiesHalf() {
    assertThat(Auc.area(new double[] {0.9, 0.5}, new double[] {0.5, 0.1})).isEqualTo(0.875);
    assertThat(Auc.area(new double[] {2, 2, 2}, new double[] {2, 2})).isEqualTo(0.5);
    assertThat(Auc.area(new double[] {-0.0}, new double[] {0.0})).isEqualTo(0.5);
    assertThat(Auc.area(new double[] {0.0}, new double[] {-0.0})).isEqualTo(0.5);
  }

  @Test
  void oneOfEachIsAPair() {
    assertThat(Auc.area(new double[] {1}, new double[] {0})).isEqualTo(1);
    assertThat(Auc.area(new double[] {0}, new double[] {1})).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void equalsAllPairsComparedOneByOne(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int distinct = 1 + random.nextInt(20);
      double[] positives = scores(random, distinct);
      double[] negatives = scores(random, distinct);
      double area = Auc.area(positives, negatives);
      assertThat(area).as("seed %d", seed).isCloseTo(allPairs(positives, negatives), within(1e-12));
      assertThat(Auc.area(negatives, positives))
          .as("sides exchanged, seed %d", seed)
          .isCloseTo(1 - area, within(1e-12));
    }
  }

  private static double[] scores(Random random, int distinct) {
    return random.ints(1 + random.nextInt(40), 0, distinct).mapToDouble(i -> i / 7.0).toArray();
  }

  @Test
  void refusesAnEmptySideAndWhatIsNoNumber() {
    double[] some = {1};
    assertThatThrownBy(() -> Auc.area(new double[0], some))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positives");
    assertThatThrownBy(() -> Auc.area(some, new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("negatives");
    assertThatThrownBy(() -> Auc.area(some, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
