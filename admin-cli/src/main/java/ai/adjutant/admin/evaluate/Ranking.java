package ai.adjutant.admin.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures of one ranked list against graded judgements. Pure. */
final class Ranking {
  private Ranking() {}

  /**
   * Normalised discounted cumulative gain at a depth, with linear gains and log2 discount, as
   * trec_eval's ndcg_cut (Järvelin and Kekäläinen 2002).
   *
   * @param grades judged documents with their grades; only grades above 0 count
   */
  static double ndcg(List<String> ranked, Map<String, Integer> grades, int depth) {
    double gain = 0;
    for (int i = 0; i < Math.min(depth, ranked.size()); i++) {
      gain += Math.max(0, grades.getOrDefault(ranked.get(i), 0)) / log2(i + 2);
    }
    List<Integer> ideal = new ArrayList<>(grades.values());
    ideal.sort(Comparator.reverseOrder());
    double best = 0;
    for (int i = 0; i < Math.min(depth, ideal.size()); i++) {
      best += Math.max(0, ideal.get(i)) / log2(i + 2);
    }
    return best == 0 ? 0 : gain / best;
  }

  /** Share of the relevant documents (grade above 0) within a depth. */
  static double recall(List<String> ranked, Map<String, Integer> grades, int depth) {
    Set<String> relevant = new HashSet<>();
    grades.forEach((document, grade) -> {
      if (grade > 0) {
        relevant.add(document);
      }
    });
    if (relevant.isEmpty()) {
      return 0;
    }
    long found =
        ranked.subList(0, Math.min(depth, ranked.size())).stream()
            .filter(relevant::contains)
            .count();
    return (double) found / relevant.size();
  }

  /** One divided by the rank of the first relevant document within a depth; 0 without one. */
  static double reciprocalRank(List<String> ranked, Map<String, Integer> grades, int depth) {
    for (int i = 0; i < Math.min(depth, ranked.size()); i++) {
      if (grades.getOrDefault(ranked.get(i), 0) > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
