package ai.adjutant.retriever.search;

import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.text.MeaningWords;
import ai.adjutant.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Lets a question that asks for hardly more than an abbreviation find the chunks that explain it,
 * however many others use it: they take the last places.
 */
final class ExplainingChunks {
  /** Share of the question's weight in abbreviations. */
  private static final double LOOK_UP_SHARE = 0.75;

  private ExplainingChunks() {}

  static List<Fused> among(
      List<Fused> best, IndexView view, Words words, Query query, Reading reading)
      throws IOException {
    if (best.isEmpty() || reading.expansions().isEmpty() || !isLookUp(words, reading)) {
      return best;
    }
    List<Fused> hits = new ArrayList<>(best);
    Set<Integer> there = new HashSet<>();
    best.forEach(hit -> there.add(hit.docId()));
    int place = query.k();
    for (Reading.Expansion expansion : reading.expansions()) {
      if (expansion.source() instanceof TermSource.Document source) {
        OptionalInt docId = view.docId(source.documentId(), source.chunk());
        if (docId.isPresent() && there.add(docId.getAsInt()) && place > 1) {
          Fused explaining = new Fused(docId.getAsInt(), hits.getLast().score(), Map.of());
          if (hits.size() < query.k()) {
            hits.add(explaining);
          } else {
            hits.set(--place, explaining);
          }
        }
      }
    }
    return hits;
  }

  private static boolean isLookUp(Words words, Reading reading) {
    Set<String> asked = new HashSet<>();
    reading.expansions().forEach(expansion -> asked.addAll(words.stems(expansion.written())));
    Set<String> asking = MeaningWords.stems(words);
    double all = 0;
    double held = 0;
    for (TermStatistics term : reading.terms()) {
      double share = term.idf() * term.weight();
      boolean named = asked.contains(term.term());
      held += named ? share : 0;
      all += named || !asking.contains(term.term()) ? share : 0;
    }
    return held > 0 && held >= LOOK_UP_SHARE * all;
  }
}
