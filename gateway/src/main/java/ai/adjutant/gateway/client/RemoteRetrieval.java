package ai.adjutant.gateway.client;

import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.retrieve.TermSource;
import ai.adjutant.retrieval.v1.Corpus;
import ai.adjutant.retrieval.v1.CorpusServiceGrpc;
import ai.adjutant.retrieval.v1.DocumentServiceGrpc;
import ai.adjutant.retrieval.v1.Evidence;
import ai.adjutant.retrieval.v1.GetDocumentRequest;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.NearWord;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchMode;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Calls the retriever over gRPC; its failures come through with their status. */
public final class RemoteRetrieval implements Retrieval {
  private static final int STRUCTURE_HITS_MAX = 10;
  private static final long SEARCH_SECONDS_MAX = 10;
  private static final long CORPUS_SECONDS_MAX = 5;
  private static final long DOCUMENT_SECONDS_MAX = 2;

  private final Channel channel;

  /** Creates a retrieval over this channel. */
  public RemoteRetrieval(Channel channel) {
    this.channel = channel;
  }

  @Override
  public SearchResult search(Query query) {
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setParent(query.corpus())
            .setQuery(query.text())
            .addAllContext(query.context())
            .setFilter(query.filter())
            .setK(query.k())
            .setStructureHits(Math.min(query.k(), STRUCTURE_HITS_MAX))
            .setMode(mode(query.mode()))
            .setRerank(rerank(query.rerank()))
            .setExplain(true);
    if (query.asOf() != null) {
      request.setAsOf(timestamp(query.asOf()));
    }
    SearchResponse response =
        SearchServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(SEARCH_SECONDS_MAX, TimeUnit.SECONDS)
            .search(request.build());
    return new SearchResult(
        response.getHitsList().stream().map(RemoteRetrieval::passage).toList(),
        response.getQueryTermsList().stream()
            .map(term ->
                new SearchResult.Term(
                    term.getText(),
                    term.getIdf(),
                    term.getChunkCount(),
                    term.hasWeight() ? term.getWeight() : 1))
            .toList(),
        response.getDegradedList().stream()
            .map(leg -> new SearchResult.Missing(legName(leg.getLeg()), leg.getMessage()))
            .toList(),
        new SearchResult.CorpusRule(
            rule(response.getEvidence()),
            response.getAnswerModel(),
            response.getLanguage(),
            response.getWordsOnly()),
        reading(response),
        reranking(query, response.getRerank()));
  }

  private static SearchResult.Reranking reranking(Query query, RerankReport report) {
    return new SearchResult.Reranking(
        query.rerank() == Rerank.ON,
        report.getHitsRead(),
        report.getSkipped(),
        report.getModel(),
        report.getModelDigest());
  }

  private static ai.adjutant.retrieval.v1.Rerank rerank(Rerank rerank) {
    return switch (rerank) {
      case AS_CORPUS -> ai.adjutant.retrieval.v1.Rerank.RERANK_UNSPECIFIED;
      case ON -> ai.adjutant.retrieval.v1.Rerank.RERANK_ON;
      case OFF -> ai.adjutant.retrieval.v1.Rerank.RERANK_OFF;
    };
  }

  @Override
  public boolean stands(Passage passage) {
    try {
      return DocumentServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(DOCUMENT_SECONDS_MAX, TimeUnit.SECONDS)
          .getDocument(GetDocumentRequest.newBuilder().setName(passage.document()).build())
          .getDocument()
          .getVersion()
          .equals(passage.version());
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() != Status.Code.NOT_FOUND;
    }
  }

  private static QuestionReading reading(SearchResponse response) {
    return new QuestionReading(
        response.getIdentifiersList().stream()
            .map(one ->
                new QuestionReading.Identified(
                    one.getText(), one.getFormsList(), one.getKnown(), one.getNearList()))
            .toList(),
        response.getExpansionsList().stream().map(RemoteRetrieval::expansion).toList(),
        response.getSpellingsList().stream()
            .map(one ->
                new QuestionReading.Spelling(
                    one.getText(),
                    one.getAssumed(),
                    one.getNearList().stream().map(NearWord::getText).toList()))
            .toList(),
        response.getWholeWordsList());
  }

  private static QuestionReading.Expansion expansion(TermExpansion expansion) {
    TermSource source =
        expansion.getChunk().isEmpty()
            ? new TermSource.Person(
                expansion.getPrincipal(),
                Instant.ofEpochSecond(
                    expansion.getAddTime().getSeconds(), expansion.getAddTime().getNanos()))
            : new TermSource.Document(expansion.getChunk());
    return new QuestionReading.Expansion(
        expansion.getText(),
        expansion.getAdded(),
        source,
        Math.max(1, expansion.getMeaningCount()));
  }

  private static SearchMode mode(Mode mode) {
    return switch (mode) {
      case WORDS -> SearchMode.SEARCH_MODE_BM25;
      case VECTORS -> SearchMode.SEARCH_MODE_VECTOR;
      case BOTH -> SearchMode.SEARCH_MODE_HYBRID;
    };
  }

  private static EvidenceRule rule(Evidence evidence) {
    return new EvidenceRule(
        evidence.getThreshold(),
        evidence.getCalibrated(),
        evidence.getWeightsList(),
        evidence.hasWordsThreshold()
            ? OptionalDouble.of(evidence.getWordsThreshold())
            : OptionalDouble.empty(),
        evidence.getAnswerableCount(),
        evidence.getUnanswerableCount());
  }

  @Override
  public void store(String corpus, EvidenceRule rule) {
    Evidence.Builder evidence =
        Evidence.newBuilder()
            .setThreshold(rule.threshold())
            .setCalibrated(rule.calibrated())
            .addAllWeights(rule.weights())
            .setAnswerableCount(rule.answerable())
            .setUnanswerableCount(rule.unanswerable());
    rule.wordsThreshold().ifPresent(evidence::setWordsThreshold);
    var unused =
        CorpusServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(CORPUS_SECONDS_MAX, TimeUnit.SECONDS)
            .updateCorpus(
                UpdateCorpusRequest.newBuilder()
                    .setCorpus(Corpus.newBuilder().setName(corpus).setEvidence(evidence))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("evidence"))
                    .build());
  }

  private static Passage passage(Hit hit) {
    return new Passage(
        hit.getDocument(),
        hit.getDocumentVersion(),
        hit.getChunk(),
        hit.getTitle(),
        hit.getText(),
        hit.getStartOffset(),
        hit.getPageStartsList().stream()
            .map(start -> new Passage.Page(start.getOffset(), start.getPage()))
            .toList(),
        hit.getScore(),
        hit.getSignals().getBm25(),
        hit.getSignals().hasCosine()
            ? OptionalDouble.of(hit.getSignals().getCosine())
            : OptionalDouble.empty(),
        hit.getSignals().getTermCover(),
        rank(hit, Leg.LEG_BM25),
        rank(hit, Leg.LEG_VECTOR),
        StructureMessages.of(hit.getStructureList()),
        hit.hasEffectiveFrom() ? instant(hit.getEffectiveFrom()) : null,
        hit.hasEffectiveUntil() ? instant(hit.getEffectiveUntil()) : null,
        hit.hasReading() ? reading(hit.getReading()) : null);
  }

  private static Reading reading(HitReading reading) {
    return new Reading(
        reading.getRelevance(),
        reading.getAnswerable(),
        reading.getSpansList().stream()
            .map(span ->
                new Reading.ReadSpan(span.getStartOffset(), span.getEndOffset(), span.getScore()))
            .toList());
  }

  private static int rank(Hit hit, Leg leg) {
    return hit.getExplanation().getLegsList().stream()
        .filter(score -> score.getLeg() == leg)
        .mapToInt(LegScore::getRank)
        .findFirst()
        .orElse(0);
  }

  private static String legName(Leg leg) {
    return leg.name().replaceFirst("^LEG_", "");
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
