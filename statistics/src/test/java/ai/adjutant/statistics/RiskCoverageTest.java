package ai.adjutant.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.statistics.RiskCoverage.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves worked out by hand, and what holds of any. */
final class RiskCoverageTest {
  /** Right, wrong, right, wrong, from the surest down. */
  private static final RiskCoverage FOUR =
      RiskCoverage.of(new double[] {0.3, 0.9, 0.5, 0.7}, new boolean[] {true, false, false, true});

  private static final RiskCoverage TIED =
      RiskCoverage.of(new double[] {0.5, 0.9, 0.5, 0.5}, new boolean[] {true, false, false, false});

  @Test
  void stepsDownFromTheSurest() {
    assertThat(FOUR.steps())
        .containsExactly(
            new Step(0.9, 1, 0), new Step(0.7, 2, 1), new Step(0.5, 3, 1), new Step(0.3, 4, 2));
    assertThat(FOUR.steps()).extracting(FOUR::coverage).containsExactly(0.25, 0.5, 0.75, 1.0);
    assertThat(FOUR.steps()).extracting(Step::risk).containsExactly(0.0, 0.5, 1.0 / 3, 0.5);
  }

  @Test
  void areaIsTheMeanRiskAndItsOptimumHasTheWrongOnesLast() {
    assertThat(FOUR.area()).isCloseTo((0 + 0.5 + 1.0 / 3 + 0.5) / 4, within(1e-15));
    assertThat(FOUR.optimum()).isCloseTo((0 + 0 + 1.0 / 3 + 2.0 / 4) / 4, within(1e-15));
    assertThat(FOUR.excess()).isCloseTo(0.5 / 4, within(1e-15));
  }

  @Test
  void readsRiskAtACoverageAndCoverageAtARisk() {
    assertThat(FOUR.riskAt(0)).isZero();
    assertThat(FOUR.riskAt(0.25)).isZero();
    assertThat(FOUR.riskAt(0.26)).isEqualTo(0.5);
    assertThat(FOUR.riskAt(0.7)).isEqualTo(1.0 / 3);
    assertThat(FOUR.riskAt(1)).isEqualTo(0.5);
    assertThat(FOUR.coverageAt(0)).isEqualTo(0.25);
    assertThat(FOUR.coverageAt(0.4)).as("risk may rise and fall again").isEqualTo(0.75);
    assertThat(FOUR.coverageAt(0.5)).isEqualTo(1);
    RiskCoverage wrong = RiskCoverage.of(new double[] {1, 2}, new boolean[] {false, true});
    assertThat(wrong.coverageAt(0.1)).as("the surest is wrong").isZero();
  }

  @Test
  void questionsOfOneScoreAreOneStep() {
    assertThat(TIED.steps()).containsExactly(new Step(0.9, 1, 0), new Step(0.5, 4, 1));
    assertThat(TIED.area()).isEqualTo((0 + 3 * 0.25) / 4);
    assertThat(TIED.riskAt(0.5)).isEqualTo(0.25);
    assertThat(TIED.coverageAt(0.2)).isEqualTo(0.25);
    RiskCoverage zeros = RiskCoverage.of(new double[] {0.0, -0.0}, new boolean[] {true, false});
    assertThat(zeros.steps()).containsExactly(new Step(0, 2, 1));
  }

  @Test
  void allRightAndAllWrong() {
    RiskCoverage right = RiskCoverage.of(new double[] {1, 2}, new boolean[2]);
    assertThat(right.area()).isZero();
    assertThat(right.optimum()).isZero();
    assertThat(right.coverageAt(0)).isEqualTo(1);
    RiskCoverage wrong = RiskCoverage.of(new double[] {1, 2}, new boolean[] {true, true});
    assertThat(wrong.area()).isEqualTo(1);
    assertThat(wrong.optimum()).isEqualTo(1);
    assertThat(wrong.excess()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void holdsOfAnyQuestions(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(40);
      int distinct = 1 + random.nextInt(20);
      double[] scores = random.ints(n, 0, distinct).mapToDouble(i -> i / 7.0).toArray();
      boolean[] wrong = new boolean[n];
      IntStream.range(0, n).forEach(i -> wrong[i] = random.nextInt(3) == 0);
      RiskCoverage curve = RiskCoverage.of(scores, wrong);
      assertThat(curve.area()).as("seed %d", seed).isCloseTo(byHand(scores, wrong), within(1e-12));
      assertThat(curve.excess()).as("seed %d", seed).isGreaterThan(-1e-12);
      assertThat(curve.steps())
          .as("seed %d", seed)
          .hasSize((int) IntStream.of(bits(scores)).distinct().count());
      assertThat(shuffled(scores, wrong, random).steps())
          .as("in another order, seed %d", seed)
          .isEqualTo(curve.steps());
      assertThat(perfect(wrong).excess()).as("seed %d", seed).isCloseTo(0, within(1e-12));
      assertThat(curve.riskAt(1))
          .as("seed %d", seed)
          .isEqualTo((double) curve.steps().getLast().wrong() / n);
    }
  }

  /** The mean over questions of the risk among those that score no lower. */
  private static double byHand(double[] scores, boolean[] wrong) {
    double sum = 0;
    for (double threshold : scores) {
      int answered = 0;
      int errors = 0;
      for (int i = 0; i < scores.length; i++) {
        answered += scores[i] >= threshold ? 1 : 0;
        errors += scores[i] >= threshold && wrong[i] ? 1 : 0;
      }
      sum += (double) errors / answered;
    }
    return sum / scores.length;
  }

  private static int[] bits(double[] scores) {
    return IntStream.range(0, scores.length).map(i -> (int) Math.round(scores[i] * 7)).toArray();
  }

  private static RiskCoverage shuffled(double[] scores, boolean[] wrong, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
    Collections.shuffle(order, random);
    double[] otherScores = order.stream().mapToDouble(i -> scores[i]).toArray();
    boolean[] otherWrong = new boolean[wrong.length];
    for (int i = 0; i < wrong.length; i++) {
      otherWrong[i] = wrong[order.get(i)];
    }
    return RiskCoverage.of(otherScores, otherWrong);
  }

  private static RiskCoverage perfect(boolean[] wrong) {
    double[] scores = new double[wrong.length];
    for (int i = 0; i < wrong.length; i++) {
      scores[i] = wrong[i] ? -1 - i : 1 + i;
    }
    return RiskCoverage.of(scores, wrong);
  }

  @Test
  void intervalsHoldTheMeasuresAndRepeat() {
    Random random = new Random(7);
    double[] scores = random.doubles(200).toArray();
    boolean[] wrong = new boolean[scores.length];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = random.nextDouble() > scores[i];
    }
    RiskCoverage curve = RiskCoverage.of(scores, wrong);
    List<Interval> intervals =
        Bootstrap.STANDARD.riskCoverage(
            curve, List.of(RiskCoverage::area, RiskCoverage::excess, c -> c.riskAt(1)));
    assertThat(intervals.getFirst().mean()).isEqualTo(curve.area());
    assertThat(intervals.get(1).mean()).isEqualTo(curve.excess());
    for (Interval interval : intervals) {
      assertThat(interval.mean()).isBetween(interval.low(), interval.high());
      assertThat(interval.high() - interval.low()).isBetween(0.01, 0.25);
    }
    double[] errors = new double[wrong.length];
    IntStream.range(0, wrong.length).forEach(i -> errors[i] = wrong[i] ? 1 : 0);
    Interval mean = Bootstrap.STANDARD.mean(errors);
    assertThat(intervals.get(2).mean()).isEqualTo(mean.mean());
    assertThat(intervals.get(2).low()).isCloseTo(mean.low(), within(0.02));
    assertThat(intervals.get(2).high()).isCloseTo(mean.high(), within(0.02));
    assertThat(Bootstrap.STANDARD.riskCoverage(curve, List.of(RiskCoverage::area)))
        .containsExactly(intervals.getFirst());
  }

  @Test
  void refusesNoQuestionsWhatIsNoNumberAndAnswersThatDoNotFit() {
    assertThatThrownBy(() -> RiskCoverage.of(new double[0], new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scores");
    assertThatThrownBy(() -> RiskCoverage.of(new double[] {Double.NaN}, new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RiskCoverage.of(new double[] {1, 2}, new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 scores with 1 answers");
    assertThatThrownBy(() -> FOUR.riskAt(1.1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FOUR.coverageAt(-0.1)).isInstanceOf(IllegalArgumentException.class);
  }
}
