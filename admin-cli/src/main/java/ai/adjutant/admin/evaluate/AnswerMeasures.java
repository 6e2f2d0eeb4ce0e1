package ai.adjutant.admin.evaluate;

import ai.adjutant.statistics.Auc;
import ai.adjutant.statistics.Bootstrap;
import ai.adjutant.statistics.Interval;
import ai.adjutant.statistics.Quantiles;
import ai.adjutant.text.Words;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of answers against gold. Pure. */
final class AnswerMeasures {
  private AnswerMeasures() {}

  /**
   * Harmonic mean of the shares of common tokens, repeats counted, as SQuAD's F1: lower case,
   * letters and digits, without articles.
   */
  static double tokenF1(String answer, String gold) {
    List<String> said = Words.answerTokens(answer);
    List<String> wanted = Words.answerTokens(gold);
    Map<String, Integer> left = new HashMap<>();
    wanted.forEach(token -> left.merge(token, 1, Integer::sum));
    int common = 0;
    for (String token : said) {
      int count = left.getOrDefault(token, 0);
      if (count > 0) {
        left.put(token, count - 1);
        common++;
      }
    }
    if (common == 0) {
      return 0;
    }
    double precision = (double) common / said.size();
    double recall = (double) common / wanted.size();
    return 2 * precision * recall / (precision + recall);
  }

  /**
   * 1 when a gold document is among the cited ones, else 0: any one of several golds answers the
   * question.
   */
  static double citedRecall(Set<String> cited, List<String> gold) {
    return gold.stream().anyMatch(cited::contains) ? 1 : 0;
  }

  /** Share of the cited documents that are gold; 0 when none is cited. */
  static double citedPrecision(Set<String> cited, List<String> gold) {
    return cited.isEmpty()
        ? 0
        : (double) cited.stream().filter(gold::contains).count() / cited.size();
  }

  /** Mean with its interval; undefined over no values. */
  static Interval mean(double[] values) {
    return values.length == 0 ? Interval.UNDEFINED : Bootstrap.STANDARD.mean(values);
  }

  /** Probability that a positive scores above a negative, ties half; NaN when a side is empty. */
  static double auc(double[] positives, double[] negatives) {
    return positives.length == 0 || negatives.length == 0
        ? Double.NaN
        : Auc.area(positives, negatives);
  }

  /**
   * Share of the positives that are refused at the threshold which refuses this share of the
   * negatives; NaN when a side is empty.
   */
  static double falseRefusalsAt(double[] positives, double[] negatives, double refused) {
    if (positives.length == 0 || negatives.length == 0) {
      return Double.NaN;
    }
    double threshold = Quantiles.of(negatives).nearestRank(refused);
    return (double) Arrays.stream(positives).filter(score -> score <= threshold).count()
        / positives.length;
  }

  /** A quantile of the values, nearest rank; NaN over none. */
  static double quantile(double[] values, double share) {
    return values.length == 0 ? Double.NaN : Quantiles.of(values).nearestRank(share);
  }
}
