package ai.adjutant.retriever.service;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.HitSpan;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retriever.read.ReaderIdentity;
import ai.adjutant.retriever.search.Query;
import ai.adjutant.retriever.search.SearchHits;
import org.jspecify.annotations.Nullable;

/** Converts what concerns reading and reranking to and from the contract's messages. */
final class RerankMessages {
  private RerankMessages() {}

  static Rerank of(ai.adjutant.retriever.corpus.Rerank rerank) {
    return switch (rerank) {
      case DEFAULT -> Rerank.RERANK_UNSPECIFIED;
      case ON -> Rerank.RERANK_ON;
      case OFF -> Rerank.RERANK_OFF;
    };
  }

  static ai.adjutant.retriever.corpus.Rerank parse(Rerank message) {
    return switch (message) {
      case RERANK_UNSPECIFIED -> ai.adjutant.retriever.corpus.Rerank.DEFAULT;
      case RERANK_ON -> ai.adjutant.retriever.corpus.Rerank.ON;
      case RERANK_OFF -> ai.adjutant.retriever.corpus.Rerank.OFF;
      case UNRECOGNIZED ->
          throw new AdjutantException(
              RequestReason.BAD_VALUE, "rerank is neither RERANK_ON nor RERANK_OFF");
    };
  }

  /** What holds for a search: what it says, else what its corpus says. */
  static Query.Rerank parse(Rerank message, ai.adjutant.retriever.corpus.Rerank corpus) {
    return switch (parse(message)) {
      case ON -> Query.Rerank.ON;
      case OFF -> Query.Rerank.OFF_FOR_SEARCH;
      case DEFAULT ->
          switch (corpus) {
            case ON -> Query.Rerank.ON;
            case DEFAULT, OFF -> Query.Rerank.OFF_FOR_CORPUS;
          };
    };
  }

  static RerankReport of(ai.adjutant.retriever.search.RerankReport report) {
    RerankReport.Builder message =
        RerankReport.newBuilder().setHitsRead(report.hitsRead()).setSkipped(report.skipped());
    @Nullable ReaderIdentity reader = report.reader();
    if (reader != null) {
      message.setModel(reader.model()).setModelDigest(reader.digest());
    }
    return message.build();
  }

  /**
   * What was read in a hit.
   *
   * @param chunkStart where the chunk starts in its document's text
   */
  static HitReading of(SearchHits.HitReading reading, int chunkStart) {
    HitReading.Builder message =
        HitReading.newBuilder()
            .setRelevance(reading.passage().relevance())
            .setAnswerable(reading.passage().answerable())
            .setBlended(reading.blended())
            .setFusedRank(reading.fusedRank());
    for (var span : reading.passage().spans()) {
      message.addSpans(
          HitSpan.newBuilder()
              .setStartOffset(chunkStart + span.start())
              .setEndOffset(chunkStart + span.end())
              .setScore(span.score()));
    }
    return message.build();
  }

  static LegScore explained(SearchHits.HitReading reading) {
    return LegScore.newBuilder()
        .setLeg(Leg.LEG_READER)
        .setRank(reading.rank())
        .setRaw(reading.passage().relevance())
        .setNormalized(reading.normalized())
        .setWeight(reading.weight())
        .build();
  }
}
