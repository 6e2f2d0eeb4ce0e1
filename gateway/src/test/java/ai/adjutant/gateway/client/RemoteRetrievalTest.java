package ai.adjutant.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.transport.Channels;
import ai.adjutant.chassis.transport.Endpoint;
import ai.adjutant.chassis.transport.ServiceServer;
import ai.adjutant.gateway.retrieve.EvidenceRule;
import ai.adjutant.gateway.retrieve.Passage;
import ai.adjutant.gateway.retrieve.QuestionReading;
import ai.adjutant.gateway.retrieve.Reading;
import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.RetrievalContract;
import ai.adjutant.gateway.retrieve.SearchResult;
import ai.adjutant.gateway.retrieve.TermSource;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.HitSpan;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.TermExpansion;
import ai.adjutant.retrieval.v1.UpdateCorpusRequest;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The retriever as the gateway calls it, over a real socket. */
@Timeout(60)
final class RemoteRetrievalTest extends RetrievalContract {
  private final FakeRetriever retriever = new FakeRetriever(TEXTS);
  private final ServiceServer server =
      new ServiceServer("retriever", new Endpoint.Tcp("127.0.0.1", 0), retriever.services())
          .start();
  private final ManagedChannel channel = Channels.open(server.endpoint());

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  @Override
  protected Retrieval finding() {
    return new RemoteRetrieval(channel);
  }

  @Override
  protected Retrieval withoutVectors() {
    retriever.vectors = false;
    return finding();
  }

  @Override
  protected Retrieval answeredBy(String model) {
    retriever.model = model;
    return finding();
  }

  @Test
  void takesOverWhatAReaderRead() {
    assertThat(search().passages()).allMatch(passage -> passage.reading() == null);
    retriever.read =
        HitReading.newBuilder()
            .setRelevance(1.5)
            .setAnswerable(0.7)
            .addSpans(HitSpan.newBuilder().setStartOffset(104).setEndOffset(110).setScore(0.6))
            .build();
    assertThat(search().passages().getFirst().reading())
        .isEqualTo(new Reading(1.5, 0.7, List.of(new Reading.ReadSpan(104, 110, 0.6))));
  }

  @Test
  void tellsDocumentsThatStandFromThoseThatAreGone() {
    Passage found = search().passages().getFirst();
    assertThat(finding().stands(found)).isTrue();
    retriever.version = "v2";
    assertThat(finding().stands(found)).isFalse();
    retriever.documents = Status.NOT_FOUND;
    assertThat(finding().stands(found)).isFalse();
    retriever.documents = Status.UNAVAILABLE;
    assertThat(finding().stands(found)).isTrue();
  }

  private SearchResult search() {
    return search(Retrieval.Rerank.AS_CORPUS);
  }

  private SearchResult search(Retrieval.Rerank rerank) {
    return finding()
        .search(
            new Retrieval.Query(
                "corpora/c", "when?", List.of(), "", null, 10, Retrieval.Mode.BOTH, rerank));
  }

  @Test
  void missesTheReaderOnlyWhereTheQuestionDemandedIt() {
    retriever.reading =
        SearchResponse.newBuilder()
            .setRerank(RerankReport.newBuilder().setSkipped("inference serves no reader"))
            .build();
    assertThat(search(Retrieval.Rerank.AS_CORPUS).missingReader()).isEmpty();
    assertThat(search(Retrieval.Rerank.OFF).missingReader()).isEmpty();
    SearchResult demanded = search(Retrieval.Rerank.ON);
    assertThat(demanded.missingReader())
        .contains(new SearchResult.Missing("READER", "inference serves no reader"));
    assertThat(demanded.missing()).as("legs").isEmpty();
    assertThat(demanded.only(List.of()).missingReader()).as("nothing to read").isEmpty();
    assertThat(retriever.searches)
        .extracting(SearchRequest::getRerank)
        .containsExactly(Rerank.RERANK_UNSPECIFIED, Rerank.RERANK_OFF, Rerank.RERANK_ON);

    retriever.reading =
        SearchResponse.newBuilder()
            .setRerank(
                RerankReport.newBuilder()
                    .setHitsRead(2)
                    .setModel("models/reader")
                    .setModelDigest("d1"))
            .build();
    assertThat(search(Retrieval.Rerank.ON).reranking())
        .isEqualTo(new SearchResult.Reranking(true, 2, "", "models/reader", "d1"));
    assertThat(search(Retrieval.Rerank.ON).missingReader()).isEmpty();
  }

  @Test
  void readsWhereExpansionsComeFromAndWhichWordsStayWhole() {
    Instant then = Instant.parse("2026-12-01T10:00:00Z");
    retriever.reading =
        SearchResponse.newBuilder()
            .setLanguage("ko")
            .addWholeWords("자동심사센터")
            .addExpansions(
                TermExpansion.newBuilder()
                    .setText("FCR")
                    .setAdded("First Contact Resolution")
                    .setChunk("corpora/c/documents/d0/chunks/0")
                    .setMeaningCount(2))
            .addExpansions(
                TermExpansion.newBuilder()
                    .setText("handy")
                    .setAdded("mobile phone")
                    .setPrincipal("alice")
                    .setAddTime(Timestamp.newBuilder().setSeconds(then.getEpochSecond())))
            .build();
    SearchResult found = finding().search(QUERY);
    assertThat(found.reading().expansions())
        .containsExactly(
            new QuestionReading.Expansion(
                "FCR",
                "First Contact Resolution",
                new TermSource.Document("corpora/c/documents/d0/chunks/0"),
                2),
            new QuestionReading.Expansion(
                "handy", "mobile phone", new TermSource.Person("alice", then), 1));
    assertThat(found.words().stems("자동심사센터는")).containsExactly("자동심사센터");
  }

  @Test
  void passesTheWholeQueryOn() {
    Instant then = Instant.parse("2026-03-01T12:30:00.5Z");
    var unused =
        finding()
            .search(
                new Retrieval.Query(
                    "corpora/c",
                    "fee?",
                    List.of("before", "that"),
                    "label = \"x\"",
                    then,
                    7,
                    Retrieval.Mode.BOTH,
                    Retrieval.Rerank.OFF));
    SearchRequest asked = retriever.searches.getFirst();
    assertThat(asked.getParent()).isEqualTo("corpora/c");
    assertThat(asked.getQuery()).isEqualTo("fee?");
    assertThat(asked.getContextList()).containsExactly("before", "that");
    assertThat(asked.getFilter()).isEqualTo("label = \"x\"");
    assertThat(asked.getK()).isEqualTo(7);
    assertThat(asked.getRerank()).isEqualTo(Rerank.RERANK_OFF);
    assertThat(asked.getAsOf())
        .isEqualTo(
            Timestamp.newBuilder().setSeconds(then.getEpochSecond()).setNanos(500_000_000).build());
  }

  @Test
  void readsSinceWhenADocumentIsInForce() {
    var second = finding().search(QUERY).passages().get(1);
    assertThat(second.effectiveFrom()).isEqualTo(Instant.ofEpochSecond(1_700_000_001L));
    assertThat(second.effectiveUntil()).isNull();
  }

  @Test
  void leavesTheTimeOutWhereNowIsMeant() {
    var unused = finding().search(QUERY);
    assertThat(retriever.searches.getFirst().hasAsOf()).isFalse();
  }

  @Test
  void storesNothingButTheRule() {
    finding()
        .store("corpora/c", new EvidenceRule(0.5, true, List.of(), OptionalDouble.empty(), 2, 1));
    UpdateCorpusRequest update = retriever.updates.getFirst();
    assertThat(update.getUpdateMask().getPathsList()).containsExactly("evidence");
    assertThat(update.getCorpus().getName()).isEqualTo("corpora/c");
    assertThat(update.getCorpus().getEvidence().hasWordsThreshold()).isFalse();
  }

  @Test
  void letsFailuresThroughWithTheirStatus() {
    assertThatThrownBy(() ->
            finding()
                .search(
                    new Retrieval.Query(
                        "corpora/other", "x", List.of(), "", null, 1, Retrieval.Mode.BOTH)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).isEqualTo("there is no such corpus");
            });
  }
}
