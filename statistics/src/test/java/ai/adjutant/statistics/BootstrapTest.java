package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals that repeat, agree with theory on large samples and cover what they should. */
final class BootstrapTest {
  private static final double Z = 1.959964;

  @Test
  void intervalsHoldTheMeanAndRepeat() {
    long seed = 11;
    double[] values = new Random(seed).doubles(200).toArray();
    Interval interval = Bootstrap.STANDARD.mean(values);
    assertThat(interval.low()).isLessThan(interval.mean());
    assertThat(interval.high()).isGreaterThan(interval.mean());
    assertThat(interval.high() - interval.low()).isLessThan(0.12);
    assertThat(Bootstrap.STANDARD.mean(values)).isEqualTo(interval);
    assertThat(new Bootstrap(1_000, 5).mean(values)).isNotEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aMeansIntervalIsThatOfTheNormalApproximationForManyValues(long seed) {
    double[] values = new Random(seed).doubles(2_000).toArray();
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares) / values.length;
    Interval interval = new Bootstrap(4_000, seed).mean(values);
    assertThat(interval.mean()).as("seed %d", seed).isCloseTo(mean, within(1e-12));
    assertThat(interval.low()).as("seed %d", seed).isCloseTo(mean - Z * error, within(0.2 * error));
    assertThat(interval.high())
        .as("seed %d", seed)
        .isCloseTo(mean + Z * error, within(0.2 * error));
  }

  @Test
  void aRatioIsThatOfTheSumsAndItsIntervalRepeats() {
    double[] above = {2, 0, 2, 0, 2, 2, 0, 2};
    double[] below = {2, 1, 2, 0, 2, 3, 1, 2};
    Interval interval = Bootstrap.STANDARD.ratio(above, below);
    assertThat(interval.mean()).isEqualTo(10.0 / 13);
    assertThat(interval.low()).isBetween(0.2, 0.7);
    assertThat(interval.high()).isBetween(0.8, 1.0);
    assertThat(Bootstrap.STANDARD.ratio(above, below)).isEqualTo(interval);
    double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    assertThat(Bootstrap.STANDARD.ratio(above, ones)).isEqualTo(Bootstrap.STANDARD.mean(above));
    assertThat(Bootstrap.STANDARD.ratio(above, new double[8])).isEqualTo(Interval.UNDEFINED);
    assertThatThrownBy(() -> Bootstrap.STANDARD.ratio(above, new double[7]))
        .hasMessageContaining("8 values over 7");
  }

  /** The standard error of an area by DeLong's variance components (1988). */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anAreasIntervalIsThatOfTheNormalApproximationForManyScores(long seed) {
    Random random = new Random(seed);
    double[] positives = normal(random, 300, 1);
    double[] negatives = normal(random, 300, 0);
    double area = Auc.area(positives, negatives);
    double variance = 0;
    for (double positive : positives) {
      variance += square(Auc.area(new double[] {positive}, negatives) - area) / (299 * 300);
    }
    for (double negative : negatives) {
      variance += square(Auc.area(positives, new double[] {negative}) - area) / (299 * 300);
    }
    double error = Math.sqrt(variance);
    Interval interval = new Bootstrap(4_000, seed).auc(positives, negatives);
    assertThat(interval.mean()).as("seed %d", seed).isEqualTo(area);
    assertThat(interval.low()).as("seed %d", seed).isCloseTo(area - Z * error, within(0.3 * error));
    assertThat(interval.high())
        .as("seed %d", seed)
        .isCloseTo(area + Z * error, within(0.3 * error));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void coversTheTrueMeanAboutAsOftenAsItSays(long seed) {
    Random random = new Random(seed);
    int samples = 400;
    int covered = 0;
    for (int i = 0; i < samples; i++) {
      Interval interval = Bootstrap.STANDARD.mean(random.doubles(40).toArray());
      covered += interval.low() <= 0.5 && 0.5 <= interval.high() ? 1 : 0;
    }
    // 0.95 less what a percentile interval of 40 values falls short, give or take 3 errors
    assertThat(covered / (double) samples).as("seed %d", seed).isBetween(0.90, 0.98);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void coversTheTrueAreaAboutAsOftenAsItSays(long seed) {
    // positives are one standard deviation higher: the area is the normal's share below 1 / sqrt 2
    double area = 0.760250;
    Random random = new Random(seed);
    int samples = 200;
    int covered = 0;
    for (int i = 0; i < samples; i++) {
      Interval interval = new Bootstrap(400, 7).auc(normal(random, 40, 1), normal(random, 40, 0));
      covered += interval.low() <= area && area <= interval.high() ? 1 : 0;
    }
    assertThat(covered / (double) samples).as("seed %d", seed).isBetween(0.89, 0.99);
  }

  private static double[] normal(Random random, int count, double mean) {
    return random.doubles(count).map(ignored -> mean + random.nextGaussian()).toArray();
  }

  private static double square(double value) {
    return value * value;
  }

  /** Values of the first reports, so that later ones can be compared with them. */
  @Test
  void standardIntervalsStayWhatTheyWere() {
    double[] values = {0.1, 0.9, 0.4, 0.4, 0.7, 1, 0, 0.3, 0.55, 0.25};
    double[] others = {0.2, 0.35, 0.4, 0.05, 0.6, 0.15};
    assertThat(Bootstrap.STANDARD.mean(values))
        .isEqualTo(new Interval(0.45999999999999996, 0.275, 0.665));
    assertThat(Bootstrap.STANDARD.auc(values, others))
        .isEqualTo(new Interval(0.65, 0.36666666666666664, 0.9166666666666666));
  }

  @Test
  void leavesOutAsManyResamplesBelowAsAbove() {
    // of one hit in two the mean is 0, 1/2 or 1, and a quarter of the resamples lies at either end
    assertThat(Bootstrap.STANDARD.mean(new double[] {0, 1})).isEqualTo(new Interval(0.5, 0, 1));
    // of one in five hundred: no hit in 37 % of the resamples, more than four in 0.4 %
    double[] rare = new double[500];
    rare[0] = 1;
    Interval interval = Bootstrap.STANDARD.mean(rare);
    assertThat(interval.low()).isZero();
    assertThat(interval.high()).isBetween(0.006, 0.008);
  }

  @Test
  void countsResamplesAboveZero() {
    assertThat(Bootstrap.STANDARD.shareAboveZero(new double[] {1, 2})).isEqualTo(1);
    assertThat(Bootstrap.STANDARD.shareAboveZero(new double[] {0, 0})).isZero();
    // of one rise in two the mean is above zero but where neither was drawn, a quarter of the times
    assertThat(Bootstrap.STANDARD.shareAboveZero(new double[] {0, 1})).isBetween(0.7, 0.8);
    assertThat(Bootstrap.STANDARD.shareAboveZero(new double[] {-1, 1})).isBetween(0.2, 0.3);
  }

  @Test
  void oneValueAndEqualOnesHaveNoWidth() {
    assertThat(Bootstrap.STANDARD.mean(new double[] {3})).isEqualTo(new Interval(3, 3, 3));
    assertThat(Bootstrap.STANDARD.mean(new double[] {2, 2, 2})).isEqualTo(new Interval(2, 2, 2));
    assertThat(Bootstrap.STANDARD.auc(new double[] {1}, new double[] {0}))
        .isEqualTo(new Interval(1, 1, 1));
    assertThat(Bootstrap.STANDARD.auc(new double[] {4, 4}, new double[] {4}))
        .isEqualTo(new Interval(0.5, 0.5, 0.5));
  }

  @Test
  void refusesNoValues() {
    double[] some = {1};
    double[] none = {};
    assertThatThrownBy(() -> Bootstrap.STANDARD.mean(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give at least one");
    assertThatThrownBy(() -> Bootstrap.STANDARD.auc(none, some))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bootstrap.STANDARD.auc(some, none))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bootstrap.STANDARD.mean(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resamplesHaveBounds() {
    assertThat(new Bootstrap(Bootstrap.RESAMPLES_MIN, 1).mean(new double[] {1}).low()).isOne();
    assertThat(new Bootstrap(Bootstrap.RESAMPLES_MAX, 1).mean(new double[] {1}).low()).isOne();
    for (int bad : new int[] {Bootstrap.RESAMPLES_MIN - 1, Bootstrap.RESAMPLES_MAX + 1}) {
      assertThatThrownBy(() -> new Bootstrap(bad, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(bad + " resamples");
    }
  }
}
