package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wilson's interval against published values, its own equation, and its exact coverage. */
final class ProportionTest {
  private static final double Z = 1.959964;
  private static final double ROUNDING = 1e-15;

  /** R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, 0.2553, 0.3662",
    "15, 148, 0.0624, 0.1605",
    "0, 20, 0.0000, 0.1611",
    "1, 29, 0.0061, 0.1718"
  })
  void matchesPublishedIntervals(int hits, int of, double low, double high) {
    Interval share = Proportion.wilson(hits, of);
    assertThat(share.mean()).isEqualTo((double) hits / of);
    assertThat(share.low()).isCloseTo(low, within(0.00005));
    assertThat(share.high()).isCloseTo(high, within(0.00005));
  }

  @Test
  void shareHasWilsonsInterval() {
    Interval share = Proportion.wilson(5, 10);
    assertThat(share.mean()).isEqualTo(0.5);
    assertThat(share.low()).isCloseTo(0.2366, within(0.001));
    assertThat(share.high()).isCloseTo(0.7634, within(0.001));
  }

  @Test
  void endsAreTheSharesThatTheTestJustAccepts() {
    for (int of = 1; of <= 60; of++) {
      for (int hits = 0; hits <= of; hits++) {
        Interval share = Proportion.wilson(hits, of);
        for (double end : new double[] {share.low(), share.high()}) {
          double distance = Math.abs(share.mean() - end);
          assertThat(distance)
              .as("%d of %d", hits, of)
              .isCloseTo(Z * Math.sqrt(end * (1 - end) / of), within(1e-7));
        }
        assertThat(share.low()).isBetween(0.0, share.mean() + ROUNDING);
        assertThat(share.high()).isBetween(share.mean() - ROUNDING, 1.0);
        Interval misses = Proportion.wilson(of - hits, of);
        assertThat(misses.low()).isCloseTo(1 - share.high(), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 50, 200})
  void coversTheTrueShareAsOftenAsItSays(int of) {
    double sum = 0;
    int shares = 0;
    for (double p = 0.05; p < 0.951; p += 0.005) {
      double covered = coverage(of, p);
      assertThat(covered).as("n %d, share %.3f", of, p).isBetween(0.89, 0.99);
      sum += covered;
      shares++;
    }
    assertThat(sum / shares).isBetween(0.94, 0.96);
  }

  /** Exact: the sum of the binomial probabilities of the counts whose interval holds p. */
  private static double coverage(int of, double p) {
    double covered = 0;
    double logProbability = of * Math.log(1 - p);
    for (int hits = 0; hits <= of; hits++) {
      Interval share = Proportion.wilson(hits, of);
      if (share.low() <= p && p <= share.high()) {
        covered += Math.exp(logProbability);
      }
      logProbability += Math.log((double) (of - hits) / (hits + 1)) + Math.log(p / (1 - p));
    }
    return covered;
  }

  @Test
  void oneHasAWideInterval() {
    assertThat(Proportion.wilson(0, 1).low()).isZero();
    assertThat(Proportion.wilson(0, 1).high()).isCloseTo(0.7935, within(0.0001));
    assertThat(Proportion.wilson(1, 1).high()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 5", "6, 5", "0, -1"})
  void refusesWhatIsNoShare(int hits, int of) {
    assertThatThrownBy(() -> Proportion.wilson(hits, of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hits + " hits of " + of);
  }
}
