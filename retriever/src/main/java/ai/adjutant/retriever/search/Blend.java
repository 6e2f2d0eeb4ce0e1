package ai.adjutant.retriever.search;

import ai.adjutant.retriever.read.PassageReading;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.SearchHits.HitReading;
import ai.adjutant.retriever.search.SearchHits.LegScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ranks hits by their fused scores and by what was read in them. Pure. */
final class Blend {
  /** Values nearer than this differ by rounding alone. */
  private static final double SAME = 1e-9;

  private Blend() {}

  /**
   * Orders hits by {@code (1 - weight) * fused + weight * relevance}, each brought to 0..1 over
   * these hits; ties as they were. Those that hold more identifiers of the question stay before
   * those that hold fewer, so that identifiers have no part in the score.
   *
   * @param fused best first
   * @param readings one a hit
   */
  static List<Blended> order(List<Fused> fused, List<PassageReading> readings, double weight) {
    double[] scores = spread(fused.stream().mapToDouble(Blend::legs).toArray());
    double[] raw = readings.stream().mapToDouble(PassageReading::relevance).toArray();
    double[] relevances = spread(raw);
    List<Integer> byRelevance =
        IntStream.range(0, raw.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> raw[i]).reversed())
            .toList();
    List<Blended> blended = new ArrayList<>();
    for (int i = 0; i < raw.length; i++) {
      double score = (1 - weight) * scores[i] + weight * relevances[i];
      int rank = byRelevance.indexOf(i) + 1;
      blended.add(
          new Blended(
              fused.get(i),
              new HitReading(readings.get(i), i + 1, rank, relevances[i], weight, score)));
    }
    blended.sort(
        Comparator.comparingDouble((Blended hit) -> identifiers(hit.fused()))
            .thenComparingDouble(hit -> hit.reading().blended())
            .reversed()); // ties keep their places: the sort is stable
    return blended;
  }

  private static double identifiers(Fused fused) {
    @Nullable LegScore identifiers = fused.legs().get(Leg.IDENTIFIER);
    return identifiers == null ? 0 : identifiers.raw();
  }

  private static double legs(Fused fused) {
    return fused.score() - Fusion.IDENTIFIER_WEIGHT * identifiers(fused);
  }

  private static double[] spread(double[] values) {
    double most = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, value);
      least = Math.min(least, value);
    }
    double[] spread = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      spread[i] = most - least > SAME ? (values[i] - least) / (most - least) : 1;
    }
    return spread;
  }

  /** A hit that was read. */
  record Blended(Fused fused, HitReading reading) {}
}
