package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.read.PassageReading;
import ai.adjutant.retriever.read.ReadReason;
import ai.adjutant.retriever.read.Reader;
import ai.adjutant.retriever.read.ReaderIdentity;
import ai.adjutant.retriever.read.Readings;
import ai.adjutant.retriever.read.RerankSettings;
import ai.adjutant.retriever.search.Fusion.Fused;
import ai.adjutant.retriever.search.RerankReport.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the best hits of a search read together with the question, and ranks them by it. Whatever
 * becomes of the reader, the search has its hits: in the order they had, where none were read. Any
 * thread may call.
 */
public final class Reranker {
  /** Share of the search's time left that reading may take. */
  private static final double TIME_SHARE = 0.5;

  private static final int SPANS = 3;

  /** How long it is believed that the reader does not know a language; another may come. */
  private static final Duration LANGUAGES_KEPT = Duration.ofMinutes(10);

  private final Reader reader;
  private final RerankSettings settings;
  private final RerankReport.Listener listener;
  private volatile @Nullable Known known;

  /** Creates one that asks this reader. */
  public Reranker(Reader reader, RerankSettings settings, RerankReport.Listener listener) {
    this.reader = reader;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Returns the best hits, with as many of the next ones as are read beyond them.
   *
   * @param fused all hits, best first
   */
  List<Fused> candidates(IndexView view, Query query, List<Fused> best, List<Fused> fused)
      throws IOException {
    int most = settings.hitsMax();
    if (query.rerank() != Query.Rerank.ON || best.size() < query.k() || best.size() >= most) {
      return best;
    }
    List<Fused> candidates = new ArrayList<>(best);
    Set<Integer> taken = new HashSet<>(ids(best));
    List<Fused> next = fused.stream().filter(hit -> !taken.contains(hit.docId())).toList();
    if (!query.oneHitPerDocument()) {
      candidates.addAll(next.subList(0, Math.min(most - best.size(), next.size())));
      return candidates;
    }
    Set<String> documents = new HashSet<>(view.documentIds(ids(best)));
    List<String> owners = view.documentIds(ids(next));
    for (int i = 0; i < next.size() && candidates.size() < most; i++) {
      if (documents.add(owners.get(i))) {
        candidates.add(next.get(i));
      }
    }
    return candidates;
  }

  private static List<Integer> ids(List<Fused> hits) {
    return hits.stream().map(Fused::docId).toList();
  }

  /**
   * Reads and reranks the best of these hits; the others keep their places behind them.
   *
   * @param hits best first
   * @param deadline of the search, on the clock of {@link System#nanoTime}
   */
  Reranked rerank(IndexView view, Query query, Legs legs, List<Fused> hits, long deadline)
      throws IOException {
    Optional<RerankReport> unasked = unasked(query, legs, hits);
    Reranked reranked =
        unasked.isPresent()
            ? Reranked.unread(hits, unasked.get())
            : read(view, query, legs.language(), hits, deadline);
    listener.reranked(reranked.report());
    return reranked;
  }

  /** Why the reader need not be asked; empty where it should. */
  private Optional<RerankReport> unasked(Query query, Legs legs, List<Fused> hits) {
    String off =
        switch (query.rerank()) {
          case OFF_FOR_SEARCH -> "turned off for this search";
          case OFF_FOR_CORPUS -> "not turned on for this corpus";
          case ON -> settings.hitsMax() > 0 ? "" : "turned off: retriever.rerank.hits-max is 0";
        };
    if (!off.isEmpty()) {
      return Optional.of(RerankReport.notAsked(Outcome.TURNED_OFF, off));
    }
    if (hits.isEmpty()) {
      return Optional.of(RerankReport.notAsked(Outcome.NOTHING_FOUND, "nothing was found"));
    }
    if (!legs.knowsLanguage()) {
      return Optional.of(
          RerankReport.notAsked(
              Outcome.OTHER_LANGUAGE,
              "the encoder does not know the corpus' language: " + legs.language()));
    }
    Known last = known;
    return last != null
            && System.nanoTime() - last.atNanos() < LANGUAGES_KEPT.toNanos()
            && !last.reader().knows(legs.language())
        ? Optional.of(
            RerankReport.notAsked(
                Outcome.OTHER_LANGUAGE, otherLanguage(last.reader(), legs.language())))
        : Optional.empty();
  }

  private Reranked read(
      IndexView view, Query query, String language, List<Fused> hits, long deadline)
      throws IOException {
    List<Fused> best = hits.subList(0, Math.min(settings.hitsMax(), hits.size()));
    List<PlacedPassage> passages = view.chunks(ids(best)).stream().map(PlacedPassage::of).toList();
    long start = System.nanoTime();
    double nanos = Math.min((deadline - start) * TIME_SHARE, settings.timeout().toNanos());
    if (nanos <= 0 || nanos < settings.timeMin().toNanos()) {
      String left = "too little time: %d ms are left".formatted(millis(deadline - start));
      return Reranked.unread(hits, RerankReport.notAsked(Outcome.NO_TIME, left));
    }
    try {
      // The turns before are left out: a reader learns single questions, its length is the
      // passage's, and the fused score, which the blend keeps, has them already.
      Readings readings =
          reader.read(
              query.text(),
              passages.stream().map(PlacedPassage::text).toList(),
              Reader.SPANS_MAX,
              Duration.ofNanos((long) nanos));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      known = new Known(readings.reader(), System.nanoTime());
      return readings.reader().knows(language)
          ? Reranked.read(
              hits,
              Blend.order(best, inTexts(passages, readings), settings.weight()),
              RerankReport.read(best.size(), readings.reader(), elapsed))
          : Reranked.unread(
              hits,
              RerankReport.skipped(
                  Outcome.OTHER_LANGUAGE, otherLanguage(readings.reader(), language), elapsed));
    } catch (AdjutantException e) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return Reranked.unread(hits, RerankReport.skipped(outcome(e), e.getMessage(), elapsed));
    }
  }

  private static List<PassageReading> inTexts(List<PlacedPassage> passages, Readings readings) {
    List<PassageReading> read = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      read.add(passages.get(i).inText(readings.passages().get(i), SPANS));
    }
    return read;
  }

  private static String otherLanguage(ReaderIdentity reader, String language) {
    return "the reader knows %s, the corpus is %s"
        .formatted(String.join(", ", reader.languages()), language);
  }

  private static long millis(long nanos) {
    return Math.max(0, Duration.ofNanos(nanos).toMillis());
  }

  private static Outcome outcome(AdjutantException failure) {
    return failure.reason() instanceof ReadReason reason
        ? switch (reason) {
          case READER_MISSING -> Outcome.NO_READER;
          case READER_TOO_SLOW -> Outcome.TOO_SLOW;
          case READER_PAUSED -> Outcome.PAUSED;
          case READ_CANCELLED -> Outcome.CANCELLED;
          case READER_UNAVAILABLE -> Outcome.FAILED;
        }
        : Outcome.FAILED;
  }

  /** The reader as it last answered. */
  private record Known(ReaderIdentity reader, long atNanos) {}
}
