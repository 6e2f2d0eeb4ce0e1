package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.IndexView.ScoredDoc;
import ai.adjutant.retriever.search.SearchHits.LegScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins ranked lists. Pure. */
final class Fusion {
  /** What one identifier weighs: more than all other legs together. */
  static final double IDENTIFIER_WEIGHT = 2;

  private static final double RANK_CONSTANT = 60;

  private Fusion() {}

  /**
   * Fuses the lists: every chunk that a leg found, best first; ties by document number. The order
   * of the legs is irrelevant. The leg of identifiers weighs {@link #IDENTIFIER_WEIGHT} for each
   * identifier of the question, and its scores count how many of them a chunk holds.
   */
  static List<Fused> fuse(List<Ranked> legs, FusionSettings.Method method) {
    Map<Integer, Map<Leg, LegScore>> byDocId = new HashMap<>();
    for (Ranked leg : legs) {
      List<ScoredDoc> matches = leg.matches();
      double most = matches.stream().mapToDouble(ScoredDoc::score).max().orElse(0);
      double least = matches.stream().mapToDouble(ScoredDoc::score).min().orElse(0);
      for (int i = 0; i < matches.size(); i++) {
        ScoredDoc match = matches.get(i);
        double spread =
            switch (method) {
              case WEIGHTED_SUM -> most > least ? (match.score() - least) / (most - least) : 1;
              case RECIPROCAL_RANK -> (RANK_CONSTANT + 1) / (RANK_CONSTANT + 1 + i);
            };
        double normalized =
            leg.leg() == Leg.IDENTIFIER ? match.score() * IDENTIFIER_WEIGHT / leg.weight() : spread;
        byDocId
            .computeIfAbsent(match.docId(), docId -> new EnumMap<>(Leg.class))
            .put(
                leg.leg(), new LegScore(leg.leg(), i + 1, match.score(), normalized, leg.weight()));
      }
    }
    List<Fused> fused = new ArrayList<>();
    byDocId.forEach((docId, scores) -> fused.add(new Fused(docId, sum(scores), scores)));
    fused.sort(Comparator.comparingDouble(Fused::score).reversed().thenComparingInt(Fused::docId));
    return fused;
  }

  private static double sum(Map<Leg, LegScore> scores) {
    double sum = 0;
    for (LegScore score : scores.values()) { // an EnumMap: always in the same order
      sum += score.weight() * score.normalized();
    }
    return sum;
  }

  /**
   * What a leg found.
   *
   * @param matches best first
   */
  record Ranked(Leg leg, double weight, List<ScoredDoc> matches) {}

  /** A chunk with its fused score and what each leg said of it. */
  record Fused(int docId, double score, Map<Leg, LegScore> legs) {}
}
