package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.statistics.Interval;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Measures against values worked out by hand. */
final class MeasuresTest {
  private static final Map<String, Integer> GRADES = Map.of("a", 2, "b", 1, "z", 0);

  @Test
  void ndcgMatchesTheHandWorkedValue() {
    // gains 0, 2, 1 at ranks 1 to 3 over the ideal 2, 1
    double dcg = 2 / (Math.log(3) / Math.log(2)) + 1.0 / 2;
    double ideal = 2 + 1 / (Math.log(3) / Math.log(2));
    assertThat(Ranking.ndcg(List.of("x", "a", "b"), GRADES, 10))
        .isCloseTo(dcg / ideal, within(1e-12));
  }

  @Test
  void aPerfectRankingScoresOneAndAnEmptyOneZero() {
    assertThat(Ranking.ndcg(List.of("a", "b"), GRADES, 10)).isEqualTo(1);
    assertThat(Ranking.recall(List.of("b", "a"), GRADES, 100)).isEqualTo(1);
    assertThat(Ranking.reciprocalRank(List.of("b"), GRADES, 10)).isEqualTo(1);
    assertThat(Ranking.ndcg(List.of(), GRADES, 10)).isZero();
    assertThat(Ranking.recall(List.of(), GRADES, 100)).isZero();
    assertThat(Ranking.reciprocalRank(List.of("z"), GRADES, 10)).isZero();
  }

  @Test
  void cutsAtTheDepth() {
    assertThat(Ranking.recall(List.of("x", "a", "b"), GRADES, 2)).isEqualTo(0.5);
    assertThat(Ranking.reciprocalRank(List.of("x", "y", "a"), GRADES, 2)).isZero();
    assertThat(Ranking.reciprocalRank(List.of("x", "y", "a"), GRADES, 3)).isEqualTo(1.0 / 3);
  }

  @Test
  void tokenF1CountsCommonTokensWithoutArticles() {
    // said: late fee is 6 50 euros (6), gold: fee is 6 50 (4), common 4
    assertThat(AnswerMeasures.tokenF1("The late fee is 6.50 euros.", "a fee is 6.50"))
        .isCloseTo(2 * (4.0 / 6) / (4.0 / 6 + 1), within(1e-12));
    assertThat(AnswerMeasures.tokenF1("same words", "Same, words!")).isEqualTo(1);
    assertThat(AnswerMeasures.tokenF1("one", "two")).isZero();
    assertThat(AnswerMeasures.tokenF1("go go go", "go")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void citedMeasuresCountDocuments() {
    assertThat(AnswerMeasures.citedRecall(Set.of("a", "x"), List.of("a", "b"))).isEqualTo(1);
    assertThat(AnswerMeasures.citedRecall(Set.of("x"), List.of("a"))).isZero();
    assertThat(AnswerMeasures.citedPrecision(Set.of("a", "x"), List.of("a"))).isEqualTo(0.5);
    assertThat(AnswerMeasures.citedPrecision(Set.of(), List.of("a"))).isZero();
  }

  @Test
  void aucCountsOrderedPairs() {
    assertThat(AnswerMeasures.auc(new double[] {0.9, 0.5}, new double[] {0.5, 0.1}))
        .isEqualTo(0.875);
    assertThat(AnswerMeasures.auc(new double[] {1}, new double[] {0})).isEqualTo(1);
    assertThat(AnswerMeasures.auc(new double[0], new double[] {0})).isNaN();
    assertThat(AnswerMeasures.auc(new double[] {1}, new double[0])).isNaN();
  }

  @Test
  void falseRefusalsStandAtTheShareThatIsRefused() {
    double[] negatives = {0.1, 0.2, 0.3, 0.4, 0.5};
    assertThat(AnswerMeasures.falseRefusalsAt(new double[] {0.35, 0.45, 0.9}, negatives, 0.8))
        .isCloseTo(1.0 / 3, within(1e-12));
    assertThat(AnswerMeasures.falseRefusalsAt(new double[0], negatives, 0.8)).isNaN();
    assertThat(AnswerMeasures.falseRefusalsAt(negatives, new double[0], 0.8)).isNaN();
  }

  @Test
  void quantilesAreNearestRanks() {
    double[] values = {4, 1, 3, 2};
    assertThat(AnswerMeasures.quantile(values, 0.5)).isEqualTo(2);
    assertThat(AnswerMeasures.quantile(values, 0.95)).isEqualTo(4);
    assertThat(AnswerMeasures.quantile(new double[0], 0.5)).isNaN();
  }

  @Test
  void intervalsHoldTheMeanAndRepeat() {
    long seed = 11;
    Random random = new Random(seed);
    double[] values = random.doubles(200).toArray();
    Interval interval = AnswerMeasures.mean(values);
    assertThat(interval.low()).isLessThan(interval.mean());
    assertThat(interval.high()).isGreaterThan(interval.mean());
    assertThat(interval.high() - interval.low()).isLessThan(0.12);
    assertThat(AnswerMeasures.mean(values)).isEqualTo(interval);
    assertThat(AnswerMeasures.mean(new double[0]).mean()).isNaN();
  }
}
