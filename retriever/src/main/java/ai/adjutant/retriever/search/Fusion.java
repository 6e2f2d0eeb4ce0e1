package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.IndexView.Match;
import ai.adjutant.retriever.search.Found.LegScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins ranked lists. Pure. */
final class Fusion {
  private static final double RANK_CONSTANT = 60;

  private Fusion() {}

  /**
   * All places that a leg found, best first; ties by place. The order of the legs is irrelevant.
   */
  static List<Fused> fuse(List<Ranked> legs, FusionSettings.Method method) {
    Map<Integer, Map<Leg, LegScore>> byPlace = new HashMap<>();
    for (Ranked leg : legs) {
      List<Match> matches = leg.matches();
      double most = matches.stream().mapToDouble(Match::score).max().orElse(0);
      double least = matches.stream().mapToDouble(Match::score).min().orElse(0);
      for (int i = 0; i < matches.size(); i++) {
        Match match = matches.get(i);
        double normalized =
            switch (method) {
              case WEIGHTED_SUM -> most > least ? (match.score() - least) / (most - least) : 1;
              case RECIPROCAL_RANK -> (RANK_CONSTANT + 1) / (RANK_CONSTANT + 1 + i);
            };
        byPlace
            .computeIfAbsent(match.place(), place -> new EnumMap<>(Leg.class))
            .put(
                leg.leg(), new LegScore(leg.leg(), i + 1, match.score(), normalized, leg.weight()));
      }
    }
    List<Fused> fused = new ArrayList<>();
    byPlace.forEach((place, scores) -> fused.add(new Fused(place, sum(scores), scores)));
    fused.sort(Comparator.comparingDouble(Fused::score).reversed().thenComparingInt(Fused::place));
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
  record Ranked(Leg leg, double weight, List<Match> matches) {}

  /** A place with its fused score and what each leg said of it. */
  record Fused(int place, double score, Map<Leg, LegScore> legs) {}
}
