package ai.adjutant.retriever.search;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retriever.encode.EncodeReason;
import ai.adjutant.retriever.encode.Encoded;
import ai.adjutant.retriever.encode.Encoder;
import ai.adjutant.retriever.encode.EncoderIdentity;
import ai.adjutant.retriever.encode.Vector;
import ai.adjutant.retriever.index.ChunkIndex;
import ai.adjutant.retriever.index.IndexView;
import ai.adjutant.retriever.index.IndexView.Field;
import ai.adjutant.retriever.index.IndexView.ScoredDoc;
import ai.adjutant.retriever.index.IndexView.WeightedText;
import ai.adjutant.retriever.index.IndexView.WordQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The legs of one search over one view. Used by one thread; the legs run in threads of their own.
 */
final class Legs {
  private static final Logger log = LoggerFactory.getLogger(Legs.class);

  private final IndexView view;
  private final Query query;
  private final Optional<EncoderIdentity> bound;
  private final String language;
  private final Reading reading;
  private final Encoder encoder;
  private final Duration encodeTimeout;
  private final Map<Leg, String> degraded = new EnumMap<>(Leg.class);
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private @Nullable Encoded encoded;
  private @Nullable AdjutantException lastFailure;

  Legs(
      IndexView view,
      Query query,
      Reading reading,
      ChunkIndex index,
      Encoder encoder,
      Duration encodeTimeout) {
    this.view = view;
    this.query = query;
    this.reading = reading;
    this.bound = index.encoder();
    this.language = index.language();
    this.encoder = encoder;
    this.encodeTimeout = encodeTimeout;
  }

  /**
   * The question's words, a share of those of question and turns together, and what the question's
   * words were read as.
   */
  WordQuery words() {
    double share = query.context().isEmpty() ? 0 : query.fusion().contextWeight();
    List<WeightedText> texts = new ArrayList<>();
    texts.add(new WeightedText(Field.BODY, query.text(), 1 - share));
    texts.add(new WeightedText(Field.BODY, query.turns() + "\n" + query.text(), share));
    texts.addAll(reading.respelt());
    return new WordQuery(texts, reading.alternatives());
  }

  /** The turns' words on titles, with weight 1; empty where there are none, or they don't count. */
  Optional<WordQuery> titleWords() {
    boolean counts = !query.context().isEmpty() && query.fusion().contextTitleWeight() > 0;
    return counts
        ? Optional.of(WordQuery.of(new WeightedText(Field.TITLE, query.turns(), 1)))
        : Optional.empty();
  }

  /**
   * What the words leg looks for. The titles' score is added to the raw one: as a leg of its own,
   * normalised, it outweighs the question.
   */
  private WordQuery wordsAndTitles() {
    WordQuery words = words();
    List<WeightedText> texts = new ArrayList<>(words.texts());
    if (titleWords().isPresent()) {
      texts.add(new WeightedText(Field.TITLE, query.turns(), query.fusion().contextTitleWeight()));
    }
    return new WordQuery(texts, words.alternatives());
  }

  /** The question's vector, blended with that of question and turns; null where there is none. */
  @Nullable Vector vector() {
    Encoded vectors = encoded;
    if (vectors == null || wordsOnly()) {
      return null;
    }
    Vector question = vectors.vectors().getFirst();
    return vectors.vectors().size() == 1
        ? question
        : question.blend(vectors.vectors().get(1), query.fusion().contextWeight());
  }

  /** Weight of the turns' words on titles within the words leg. */
  double titleWeight() {
    return query.fusion().contextTitleWeight();
  }

  /** Digest of the encoder that made the question's vector; empty where none did. */
  String encoderDigest() {
    Encoded vectors = encoded;
    return vectors == null || wordsOnly() ? "" : vectors.encoder().digest();
  }

  /**
   * Returns whether vectors have no part in the search although nothing is missing: words alone
   * were asked for, or the encoder does not know the corpus' language.
   */
  boolean wordsOnly() {
    return query.mode() == Query.Mode.BM25 || !knowsLanguage();
  }

  /** Returns false where the encoder is known not to know the corpus' language. */
  boolean knowsLanguage() {
    Encoded vectors = encoded;
    return bound.filter(known -> !known.knows(language)).isEmpty()
        && (vectors == null || vectors.encoder().knows(language));
  }

  /** The corpus' language. */
  String language() {
    return language;
  }

  Reading reading() {
    return reading;
  }

  Map<Leg, String> degraded() {
    return degraded;
  }

  Map<String, Duration> times() {
    return times;
  }

  /** Why no leg could search, when none could. */
  Optional<AdjutantException> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  /** Runs all legs that can search, each to this depth. */
  List<Fusion.Ranked> run(int depth) {
    Map<Leg, Future<Timed>> running = new EnumMap<>(Leg.class);
    Map<Leg, List<ScoredDoc>> found = new EnumMap<>(Leg.class);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("leg-", 0).factory())) {
      if (query.mode() != Query.Mode.VECTOR) {
        start(Leg.BM25, depth, running, threads);
      }
      if (query.mode() != Query.Mode.BM25 && !degraded.containsKey(Leg.VECTOR)) {
        prepareVector();
        if (vector() != null) {
          start(Leg.VECTOR, depth, running, threads);
        } else if (query.mode() == Query.Mode.VECTOR) {
          start(Leg.BM25, depth, running, threads);
        }
      } else if (query.mode() == Query.Mode.VECTOR) {
        start(Leg.BM25, depth, running, threads);
      }
      running.forEach((leg, future) -> collect(leg, future, found));
    }
    return ranked(found);
  }

  /**
   * Adds the chunks that hold identifiers of the question to what the legs found, in every mode.
   */
  List<Fusion.Ranked> withIdentifiers(List<Fusion.Ranked> ranked, int depth) throws IOException {
    List<List<String>> forms = reading.telling();
    if (forms.isEmpty()) {
      return ranked;
    }
    long start = System.nanoTime();
    List<Fusion.Ranked> all = new ArrayList<>(ranked);
    List<ScoredDoc> holders = view.searchIdentifiers(forms, query.condition(), depth);
    all.add(new Fusion.Ranked(Leg.IDENTIFIER, Fusion.IDENTIFIER_WEIGHT * forms.size(), holders));
    times.merge("identifier", Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    return all;
  }

  private void start(Leg leg, int depth, Map<Leg, Future<Timed>> running, ExecutorService threads) {
    Callable<List<ScoredDoc>> search =
        switch (leg) {
          case BM25 -> () -> view.searchBm25(wordsAndTitles(), query.condition(), depth);
          case VECTOR -> () -> vectorMatches(depth);
          case IDENTIFIER -> throw new IllegalArgumentException("identifiers have no thread");
        };
    running.put(
        leg,
        threads.submit(() -> {
          long start = System.nanoTime();
          List<ScoredDoc> matches = search.call();
          return new Timed(matches, Duration.ofNanos(System.nanoTime() - start));
        }));
  }

  private List<ScoredDoc> vectorMatches(int depth) throws IOException {
    @Nullable Vector vector = vector();
    return vector == null ? List.of() : view.searchKnn(vector, query.condition(), depth);
  }

  private void prepareVector() {
    if (encoded != null) {
      return;
    }
    if (wordsOnly()) {
      if (query.mode() == Query.Mode.VECTOR) {
        degraded.put(Leg.VECTOR, "the encoder does not know the corpus' language: " + language);
      }
      return;
    }
    if (bound.isEmpty()) {
      if (!isEmpty()) {
        degraded.put(
            Leg.VECTOR,
            "the corpus has no vectors: inference was not there when it was loaded; load it again");
      }
      return;
    }
    long start = System.nanoTime();
    try {
      String asked = reading.explained(query.text());
      boolean blends = !query.context().isEmpty() && query.fusion().contextWeight() > 0;
      List<String> texts = blends ? List.of(asked, query.turns() + "\n" + asked) : List.of(asked);
      encoded = encoded(texts, bound.get());
    } catch (AdjutantException e) {
      degraded.put(Leg.VECTOR, e.getMessage());
      lastFailure = e;
    }
    times.put("embed", Duration.ofNanos(System.nanoTime() - start));
  }

  /** Vectors of the encoder that made the corpus', which inference may serve beside a newer one. */
  private Encoded encoded(List<String> texts, EncoderIdentity former) {
    Encoded vectors;
    try {
      vectors = encoder.encode(texts, Encoder.Purpose.QUERY, former.model(), encodeTimeout);
    } catch (AdjutantException e) {
      throw e.reason() == EncodeReason.ENCODER_MISSING
          ? changed(former, "inference has none of this name any more")
          : e;
    }
    if (!vectors.encoder().digest().equals(former.digest())) {
      throw changed(former, "inference now has another of this name");
    }
    return vectors;
  }

  private static AdjutantException changed(EncoderIdentity former, String what) {
    return new AdjutantException(
        EncodeReason.ENCODER_CHANGED,
        "the corpus' vectors were made by encoder "
            + former.model()
            + ": "
            + what
            + "; bring it back, or make all vectors anew with './adjutant corpus reindex', while"
            + " the words go on answering");
  }

  private boolean isEmpty() {
    try {
      return view.chunkCount() == 0;
    } catch (IOException e) {
      return false; // the other leg meets the same failure and reports it
    }
  }

  private void collect(Leg leg, Future<Timed> future, Map<Leg, List<ScoredDoc>> found) {
    try {
      Timed timed = future.get();
      found.put(leg, timed.matches());
      times.merge(step(leg), timed.elapsed(), Duration::plus);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AdjutantException)) { // whose reason the caller is given
        log.warn("a leg of a search failed: leg={}", leg, e.getCause());
      }
      AdjutantException failure =
          e.getCause() instanceof AdjutantException known
              ? known
              : new AdjutantException(
                  SearchReason.SEARCH_FAILED,
                  "the index could not be read; the retriever's log says more",
                  e.getCause());
      degraded.put(leg, failure.getMessage());
      lastFailure = failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      degraded.put(leg, "the search was interrupted");
    }
  }

  private static String step(Leg leg) {
    return switch (leg) {
      case BM25 -> "bm25";
      case VECTOR -> "vector";
      case IDENTIFIER -> "identifier";
    };
  }

  private List<Fusion.Ranked> ranked(Map<Leg, List<ScoredDoc>> found) {
    boolean both = found.containsKey(Leg.BM25) && found.containsKey(Leg.VECTOR);
    double vectorWeight = both ? query.fusion().vectorWeight() : 1;
    double wordsWeight = both ? 1 - vectorWeight : 1;
    return found.entrySet().stream()
        .map(entry ->
            new Fusion.Ranked(
                entry.getKey(),
                switch (entry.getKey()) {
                  case BM25 -> wordsWeight;
                  case VECTOR -> vectorWeight;
                  case IDENTIFIER -> throw new IllegalStateException("added to what was ranked");
                },
                entry.getValue()))
        .toList();
  }

  private record Timed(List<ScoredDoc> matches, Duration elapsed) {}
}
