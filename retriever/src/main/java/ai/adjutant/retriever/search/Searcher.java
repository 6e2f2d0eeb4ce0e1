package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexView.ChunkSignals;
import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.TermStatistics;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.SearchHits.Hit;
import ai.adjutant.retriever.search.SearchHits.HitReading;
import ai.adjutant.retriever.search.SearchHits.LegScore;
import ai.adjutant.retriever.search.SearchHits.TitleScore;
import ai.adjutant.retriever.term.TermList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Searches a corpus: legs in parallel within the deadline, fused. Any thread may call. */
public final class Searcher {
  /** Share of the time that the encoder may take, so that the words leg always answers in time. */
  private static final double ENCODE_SHARE = 0.6;

  private static final int DEEPER = 4;

  private final Encoder encoder;
  private final Duration encodeTimeout;
  private final Reranker reranker;

  /**
   * Creates a searcher that gets its questions' vectors from this encoder.
   *
   * @param encodeTimeout the longest wait for a vector
   * @param reranker has the best hits read
   */
  public Searcher(Encoder encoder, Duration encodeTimeout, Reranker reranker) {
    this.encoder = encoder;
    this.encodeTimeout = encodeTimeout;
    this.reranker = reranker;
  }

  /**
   * Searches.
   *
   * @param terms what people added to the corpus, beside what its documents explain
   * @param budget how long the caller waits
   * @throws AdjutantException SEARCH_FAILED or SEARCH_TOO_SLOW when no leg could search
   */
  public SearchHits search(ChunkIndex index, TermList terms, Query query, Duration budget) {
    long deadline = System.nanoTime() + budget.toNanos();
    try (IndexView view = index.view(() -> System.nanoTime() - deadline > 0)) {
      Duration timeout =
          Duration.ofNanos(
              (long) (Math.min(budget.toNanos() * ENCODE_SHARE, encodeTimeout.toNanos())));
      QuestionReader reader = new QuestionReader(view, index, terms);
      Reading reading = reader.read(query);
      Legs legs = new Legs(view, query, reading, index, encoder, timeout);
      return reader.inWordsOf(found(view, index, query, legs, deadline));
    } catch (IOException e) {
      throw new AdjutantException(
          SearchReason.SEARCH_FAILED,
          "the index could not be read; the retriever's log says more",
          e);
    }
  }

  private SearchHits found(IndexView view, ChunkIndex index, Query query, Legs legs, long deadline)
      throws IOException {
    Reading reading = legs.reading();
    int depth = Math.max(query.fusion().depth(), query.k());
    List<Fusion.Ranked> searched = legs.run(depth);
    if (searched.isEmpty() && legs.lastFailure().isPresent()) {
      throw legs.lastFailure().get();
    }
    List<Fusion.Ranked> ranked = legs.withIdentifiers(searched, depth);
    long start = System.nanoTime();
    List<Fused> fused = Fusion.fuse(ranked, query.fusion().method());
    List<Fused> best =
        query.oneHitPerDocument()
            ? onePerDocument(view, query, legs, ranked, depth)
            : ExplainingChunks.among(
                fused.subList(0, Math.min(query.k(), fused.size())),
                view,
                index.words(),
                query,
                reading);
    List<Fused> candidates = reranker.candidates(view, query, best, fused);
    Reranked reranked = reranker.rerank(view, query, legs, candidates, deadline);
    List<Hit> hits = hits(view, query, legs, reranked.first(query.k()), ranked);
    Duration read = reranked.report().elapsed();
    Map<String, Duration> times = new LinkedHashMap<>(legs.times());
    times.put("fuse", Duration.ofNanos(System.nanoTime() - start).minus(read));
    if (!read.isZero()) {
      times.put("read", read);
    }
    return new SearchHits(
        hits,
        legs.degraded(),
        reading.terms(),
        legs.encoderDigest(),
        legs.wordsOnly(),
        reading,
        reranked.report(),
        times);
  }

  /**
   * Each document's best chunk. Where the legs' lists hold fewer documents than asked for, they are
   * made longer; what that adds stands behind what was there, so that the best stay the best.
   */
  private static List<Fused> onePerDocument(
      IndexView view, Query query, Legs legs, List<Fusion.Ranked> first, int firstDepth)
      throws IOException {
    List<Fused> best = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<Fusion.Ranked> ranked = first;
    int depth = firstDepth;
    while (true) {
      double ceiling = best.isEmpty() ? 1 : best.getLast().score();
      boolean deeper = !best.isEmpty();
      List<Fused> fused = Fusion.fuse(ranked, query.fusion().method());
      List<String> documents = view.documentIds(fused.stream().map(Fused::docId).toList());
      double most = fused.isEmpty() || fused.getFirst().score() <= 0 ? 1 : fused.getFirst().score();
      for (int i = 0; i < fused.size() && best.size() < query.k(); i++) {
        if (seen.add(documents.get(i))) {
          Fused hit = fused.get(i);
          double score = deeper ? ceiling * hit.score() / most : hit.score();
          best.add(new Fused(hit.docId(), score, hit.legs()));
        }
      }
      int listed = depth;
      boolean exhausted = ranked.stream().allMatch(leg -> leg.matches().size() < listed);
      if (best.size() >= query.k() || exhausted || depth >= FusionSettings.DEPTH_MAX) {
        return best;
      }
      depth = Math.min(depth * DEEPER, FusionSettings.DEPTH_MAX);
      ranked = legs.withIdentifiers(legs.run(depth), depth);
    }
  }

  private static List<Hit> hits(
      IndexView view, Query query, Legs legs, Reranked reranked, List<Fusion.Ranked> ranked)
      throws IOException {
    List<Fused> best = reranked.hits();
    List<Integer> docIds = best.stream().map(Fused::docId).toList();
    List<FoundChunk> chunks = view.chunks(docIds);
    List<ChunkSignals> signals = signals(view, query, legs, docIds);
    boolean wordsSearched = ranked.stream().anyMatch(leg -> leg.leg() == Leg.BM25);
    List<TitleScore> titles = wordsSearched ? titleScores(view, legs, docIds) : List.of();
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < best.size(); i++) {
      Fused fused = best.get(i);
      @Nullable TitleScore title = titles.isEmpty() ? null : titles.get(i);
      List<LegScore> scores = scores(fused, ranked);
      List<FoundChunk> around =
          i < query.structureHits() ? view.around(fused.docId(), chunks.get(i)) : List.of();
      @Nullable HitReading read = reranked.readings().get(fused.docId());
      hits.add(new Hit(chunks.get(i), around, fused.score(), signals.get(i), scores, title, read));
    }
    return hits;
  }

  /**
   * Raw signals; of a question with an abbreviation the better ones of what it says and of what it
   * says with the other form.
   */
  private static List<ChunkSignals> signals(
      IndexView view, Query query, Legs legs, List<Integer> docIds) throws IOException {
    List<TermStatistics> terms = legs.reading().terms();
    List<ChunkSignals> signals = view.signals(docIds, legs.words(), terms, legs.vector());
    String expanded = legs.reading().expanded(query.text());
    if (expanded.equals(query.text())) {
      return signals;
    }
    WordQuery other = WordQuery.of(new WeightedText(Field.BODY, expanded, 1));
    List<ChunkSignals> others = view.signals(docIds, other, view.terms(expanded), legs.vector());
    List<ChunkSignals> better = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      ChunkSignals one = signals.get(i);
      better.add(
          new ChunkSignals(
              Math.max(one.bm25(), others.get(i).bm25()),
              one.cosine(),
              Math.max(one.termCover(), others.get(i).termCover())));
    }
    return better;
  }

  /** What the turns' words on titles added to the words leg; empty where they don't count. */
  private static List<TitleScore> titleScores(IndexView view, Legs legs, List<Integer> docIds)
      throws IOException {
    List<TitleScore> scores = new ArrayList<>();
    if (legs.titleWords().isPresent()) {
      double weight = legs.titleWeight();
      for (double title : view.scores(docIds, legs.titleWords().get())) {
        scores.add(new TitleScore(title, weight));
      }
    }
    return scores;
  }

  private static List<LegScore> scores(Fused fused, List<Fusion.Ranked> ranked) {
    List<LegScore> scores = new ArrayList<>();
    for (Fusion.Ranked leg : ranked) {
      @Nullable LegScore score = fused.legs().get(leg.leg());
      scores.add(score == null ? new LegScore(leg.leg(), 0, 0, 0, leg.weight()) : score);
    }
    return scores;
  }
}
