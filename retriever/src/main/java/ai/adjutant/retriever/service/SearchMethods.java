package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retrieval.v1.DegradedLeg;
import ai.adjutant.retrieval.v1.Explanation;
import ai.adjutant.retrieval.v1.FusionOptions;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.PageStart;
import ai.adjutant.retrieval.v1.QueryTerm;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.Signals;
import ai.adjutant.retrieval.v1.StepTime;
import ai.adjutant.retriever.corpus.Corpus;
import ai.adjutant.retriever.corpus.CorpusRegistry;
import ai.adjutant.retriever.index.Condition;
import ai.adjutant.retriever.index.Description;
import ai.adjutant.retriever.index.FoundChunk;
import ai.adjutant.retriever.search.FilterParser;
import ai.adjutant.retriever.search.FusionSettings;
import ai.adjutant.retriever.search.FusionSettings.Method;
import ai.adjutant.retriever.search.Leg;
import ai.adjutant.retriever.search.Query;
import ai.adjutant.retriever.search.SearchHits;
import ai.adjutant.retriever.search.SearchSettings;
import ai.adjutant.retriever.search.Searcher;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves SearchService. */
public final class SearchMethods extends SearchServiceGrpc.SearchServiceImplBase {
  /** Share of the caller's time that the search takes; the rest is for the way back. */
  private static final double BUDGET_SHARE = 0.9;

  private static final int WHOLE_WORDS_MAX = 16;

  private final CorpusRegistry registry;
  private final Searcher searcher;
  private final SearchSettings settings;
  private final Clock clock;

  /**
   * Serves searches of registered corpora.
   *
   * @param settings for what requests leave open
   */
  public SearchMethods(
      CorpusRegistry registry, Searcher searcher, SearchSettings settings, Clock clock) {
    this.registry = registry;
    this.searcher = searcher;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
    Corpus corpus = registry.get(ResourceNames.parseCorpus(request.getParent()));
    SearchHits hits =
        searcher.search(corpus.index(), corpus.terms(), query(request, corpus), budget());
    observer.onNext(response(corpus, request.getQuery(), hits, request.getExplain()));
    observer.onCompleted();
  }

  private Duration budget() {
    @Nullable Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return settings.timeout();
    }
    long nanos = Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS));
    return Duration.ofNanos((long) (nanos * BUDGET_SHARE));
  }

  private Query query(SearchRequest request, Corpus corpus) {
    return new Query(
        request.getQuery(),
        request.getContextList(),
        request.getK() == 0 ? settings.hits() : request.getK(),
        switch (request.getMode()) {
          case SEARCH_MODE_UNSPECIFIED, SEARCH_MODE_HYBRID -> Query.Mode.HYBRID;
          case SEARCH_MODE_BM25 -> Query.Mode.BM25;
          case SEARCH_MODE_VECTOR -> Query.Mode.VECTOR;
          case UNRECOGNIZED -> throw badValue("mode");
        },
        condition(request),
        request.getOneHitPerDocument(),
        request.getStructureHits(),
        RerankMessages.parse(request.getRerank(), corpus.rerank()),
        fusion(request.getFusion()));
  }

  private Condition condition(SearchRequest request) {
    List<Condition> parts = new ArrayList<>(List.of(FilterParser.parse(request.getFilter())));
    if (!request.getIncludeOutOfForce()) {
      Instant at = request.hasAsOf() ? Times.parse(request.getAsOf()) : clock.instant();
      parts.add(new Condition.InForce(at));
    }
    return new Condition.And(parts);
  }

  private FusionSettings fusion(FusionOptions options) {
    Method method =
        switch (options.getMethod()) {
          case FUSION_METHOD_UNSPECIFIED -> settings.fusion();
          case FUSION_METHOD_WEIGHTED_SUM -> Method.WEIGHTED_SUM;
          case FUSION_METHOD_RECIPROCAL_RANK -> Method.RECIPROCAL_RANK;
          case UNRECOGNIZED -> throw badValue("fusion.method");
        };
    return new FusionSettings(
        method,
        options.hasVectorWeight() ? options.getVectorWeight() : settings.vectorWeight(),
        options.getDepth() == 0 ? settings.depth() : options.getDepth(),
        options.hasContextWeight() ? options.getContextWeight() : settings.contextWeight(),
        options.hasContextTitleWeight()
            ? options.getContextTitleWeight()
            : settings.contextTitleWeight());
  }

  private static AdjutantException badValue(String field) {
    return new AdjutantException(
        RequestReason.BAD_VALUE, field + " has a value that this service does not know");
  }

  private static List<String> wholeWords(Corpus corpus, String question) {
    return corpus.index().wholeWords().stream()
        .filter(question::contains)
        .limit(WHOLE_WORDS_MAX)
        .toList();
  }

  private static SearchResponse response(
      Corpus corpus, String question, SearchHits hits, boolean explain) {
    SearchResponse.Builder response =
        SearchResponse.newBuilder()
            .setEncoderDigest(hits.encoderDigest())
            .setEvidence(EvidenceMessages.of(corpus.evidence()))
            .setAnswerModel(corpus.answerModel())
            .setLanguage(corpus.settings().language())
            .setWordsOnly(hits.wordsOnly())
            .setRerank(RerankMessages.of(hits.rerank()));
    for (SearchHits.Hit hit : hits.hits()) {
      response.addHits(hit(corpus.settings().name(), hit, explain));
    }
    hits.degraded()
        .forEach((leg, message) ->
            response.addDegraded(DegradedLeg.newBuilder().setLeg(leg(leg)).setMessage(message)));
    for (var term : hits.terms()) {
      response.addQueryTerms(
          QueryTerm.newBuilder()
              .setText(term.term())
              .setIdf(term.idf())
              .setChunkCount(term.chunkCount())
              .setWeight(term.weight()));
    }
    ReadingMessages.add(corpus.settings().name(), hits.reading(), response);
    response.addAllWholeWords(wholeWords(corpus, question));
    hits.times()
        .forEach((step, elapsed) ->
            response.addStepTimes(
                StepTime.newBuilder().setStep(step).setElapsed(Times.of(elapsed))));
    return response.build();
  }

  private static Hit hit(String corpus, SearchHits.Hit found, boolean explain) {
    FoundChunk chunk = found.chunk();
    Description description = chunk.description();
    Hit.Builder hit =
        Hit.newBuilder()
            .setChunk(ResourceNames.chunk(corpus, chunk.documentId(), chunk.chunk().number()))
            .setDocument(ResourceNames.document(corpus, chunk.documentId()))
            .setDocumentVersion(chunk.version())
            .setTitle(description.title())
            .addAllHeadingPath(chunk.chunk().headingPath())
            .setText(chunk.text())
            .setStartOffset(chunk.chunk().start())
            .setEndOffset(chunk.chunk().end())
            .setLanguage(description.language())
            .setLabel(description.label())
            .putAllMetadata(description.metadata())
            .setScore(found.score())
            .setSection(chunk.chunk().section());
    for (var page : chunk.chunk().pages()) {
      hit.addPageStarts(PageStart.newBuilder().setOffset(page.offset()).setPage(page.page()));
    }
    @Nullable Instant from = description.effectiveFrom();
    if (from != null) {
      hit.setEffectiveFrom(Times.of(from));
    }
    @Nullable Instant until = description.effectiveUntil();
    if (until != null) {
      hit.setEffectiveUntil(Times.of(until));
    }
    Signals.Builder signals =
        Signals.newBuilder()
            .setBm25(found.signals().bm25())
            .setTermCover(found.signals().termCover());
    @Nullable Double cosine = found.signals().cosine();
    if (cosine != null) {
      signals.setCosine(cosine);
    }
    hit.setSignals(signals);
    found.around().forEach(near -> hit.addStructure(StructureMessages.of(near)));
    SearchHits.@Nullable HitReading reading = found.reading();
    if (reading != null) {
      hit.setReading(RerankMessages.of(reading, chunk.chunk().start()));
    }
    if (explain) {
      hit.setExplanation(explanation(found));
    }
    return hit.build();
  }

  private static Explanation explanation(SearchHits.Hit found) {
    Explanation.Builder explanation = Explanation.newBuilder();
    for (SearchHits.LegScore score : found.legs()) {
      explanation.addLegs(
          LegScore.newBuilder()
              .setLeg(leg(score.leg()))
              .setRank(score.rank())
              .setRaw(score.raw())
              .setNormalized(score.normalized())
              .setWeight(score.weight()));
    }
    SearchHits.@Nullable TitleScore title = found.title();
    if (title != null) {
      explanation.addLegs(
          LegScore.newBuilder()
              .setLeg(ai.adjutant.retrieval.v1.Leg.LEG_CONTEXT_TITLE)
              .setRaw(title.raw())
              .setWeight(title.weight()));
    }
    SearchHits.@Nullable HitReading reading = found.reading();
    if (reading != null) {
      explanation.addLegs(RerankMessages.explained(reading));
    }
    return explanation.build();
  }

  private static ai.adjutant.retrieval.v1.Leg leg(Leg leg) {
    return switch (leg) {
      case BM25 -> ai.adjutant.retrieval.v1.Leg.LEG_BM25;
      case VECTOR -> ai.adjutant.retrieval.v1.Leg.LEG_VECTOR;
      case IDENTIFIER -> ai.adjutant.retrieval.v1.Leg.LEG_IDENTIFIER;
    };
  }
}
