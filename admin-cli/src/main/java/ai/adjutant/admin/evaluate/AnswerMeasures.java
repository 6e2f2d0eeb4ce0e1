package ai.adjutant.admin.evaluate;

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

  /** Probability that a positive scores above a negative, ties half; NaN when a side is empty. */
  static double auc(double[] positives, double[] negatives) {
    double wins = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    return wins / ((double) positives.length * negatives.length);
  }

  /**
   * Share of the positives that fall below the threshold which refuses this share of the negatives.
   */
  static double falseRefusalsAt(double[] positives, double[] negatives, double refused) {
    if (positives.length == 0 || negatives.length == 0) {
      return Double.NaN;
    }
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double threshold =
        sorted[(int) Math.min(sorted.length - 1, Math.ceil(refused * sorted.length) - 1)];
    return (double) Arrays.stream(positives).filter(score -> score <= threshold).count()
        / positives.length;
  }

  /** A quantile of the values, nearest rank; NaN over none. */
  static double quantile(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.clamp(Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
  }
}
