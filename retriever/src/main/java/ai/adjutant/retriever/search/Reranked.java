package ai.adjutant.retriever.search;

import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.SearchHits.HitReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds hits as reading left them.
 *
 * @param hits best first
 * @param readings by document number, of those that were read
 */
record Reranked(List<Fused> hits, Map<Integer, HitReading> readings, RerankReport report) {
  /** The hits as they were. */
  static Reranked unread(List<Fused> hits, RerankReport report) {
    return new Reranked(hits, Map.of(), report);
  }

  /**
   * The hits that were read, in their new order, before the others.
   *
   * @param all as many first as were read are replaced
   */
  static Reranked read(List<Fused> all, List<Blend.Blended> read, RerankReport report) {
    List<Fused> hits = new ArrayList<>();
    Map<Integer, HitReading> readings = new HashMap<>();
    for (Blend.Blended hit : read) {
      hits.add(hit.fused());
      readings.put(hit.fused().docId(), hit.reading());
    }
    hits.addAll(all.subList(read.size(), all.size()));
    return new Reranked(hits, readings, report);
  }

  /** The first of the hits, at most so many. */
  Reranked first(int most) {
    return new Reranked(hits.subList(0, Math.min(most, hits.size())), readings, report);
  }
}
