package ai.adjutant.admin.evaluate;

import ai.adjutant.admin.client.Names;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.SearchResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds the hits of a search with what was read in them, to rank them with other weights and depths
 * of reranking than the search did, without reading them again.
 *
 * @param read the hits that were read, in their order before that
 * @param rest the documents behind them, in order
 * @param skipped why none were read; empty where some were
 */
record ReadRanking(List<ReadHit> read, List<String> rest, String skipped) {
  /** Values nearer than this differ by rounding alone, as in the retriever. */
  private static final double SAME = 1e-9;

  private static final double ROUNDING = 1e-6;

  /** Copies the lists. */
  ReadRanking {
    read = List.copyOf(read);
    rest = List.copyOf(rest);
  }

  /**
   * A hit that was read.
   *
   * @param fused its score by the legs, without that of identifiers
   * @param identifiers how many of the question's identifiers it holds
   * @param relevance what the reader said
   * @param weight of the relevance, as the search had it
   * @param blended by which the search ranked it
   */
  record ReadHit(
      String document,
      double fused,
      double identifiers,
      double relevance,
      double weight,
      double blended) {
    static ReadHit of(Hit hit) {
      double fused = hit.getScore();
      double identifiers = 0;
      double weight = 0;
      for (LegScore leg : hit.getExplanation().getLegsList()) {
        if (leg.getLeg() == Leg.LEG_IDENTIFIER) {
          fused -= leg.getWeight() * leg.getNormalized();
          identifiers = leg.getRaw();
        } else if (leg.getLeg() == Leg.LEG_READER) {
          weight = leg.getWeight();
        }
      }
      return new ReadHit(
          Names.documentId(hit.getDocument()),
          fused,
          identifiers,
          hit.getReading().getRelevance(),
          weight,
          hit.getReading().getBlended());
    }
  }

  /** Takes over an explained response. */
  static ReadRanking of(SearchResponse found) {
    List<ReadHit> read =
        found.getHitsList().stream()
            .filter(Hit::hasReading)
            .sorted(Comparator.comparingInt((Hit hit) -> hit.getReading().getFusedRank()))
            .map(ReadHit::of)
            .toList();
    List<String> rest =
        found.getHitsList().stream()
            .filter(hit -> !hit.hasReading())
            .map(hit -> Names.documentId(hit.getDocument()))
            .toList();
    return new ReadRanking(read, rest, found.getRerank().getSkipped());
  }

  /**
   * The documents, best first, as the search would rank them with this weight and depth.
   *
   * @param depth at most as many as were read
   */
  List<String> documents(double weight, int depth) {
    List<ReadHit> first = read.subList(0, Math.min(depth, read.size()));
    double[] blended = blended(first, weight);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < blended.length; i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble((Integer i) -> first.get(i).identifiers())
            .thenComparingDouble(i -> blended[i])
            .reversed()); // ties keep their places
    List<String> documents = new ArrayList<>();
    order.forEach(i -> documents.add(first.get(i).document()));
    read.subList(first.size(), read.size()).forEach(hit -> documents.add(hit.document()));
    documents.addAll(rest);
    return documents;
  }

  /** Whether the search blended as this does, so that what is computed here holds there. */
  boolean blendsAsTheSearch() {
    if (read.isEmpty()) {
      return true;
    }
    double[] blended = blended(read, read.getFirst().weight());
    for (int i = 0; i < blended.length; i++) {
      if (Math.abs(blended[i] - read.get(i).blended()) > ROUNDING) {
        return false;
      }
    }
    return true;
  }

  private static double[] blended(List<ReadHit> hits, double weight) {
    double[] fused = spread(hits.stream().mapToDouble(ReadHit::fused).toArray());
    double[] relevance = spread(hits.stream().mapToDouble(ReadHit::relevance).toArray());
    double[] blended = new double[fused.length];
    for (int i = 0; i < blended.length; i++) {
      blended[i] = (1 - weight) * fused[i] + weight * relevance[i];
    }
    return blended;
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
}
