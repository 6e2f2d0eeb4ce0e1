package ai.adjutant.admin.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.HitSpan;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc.SearchServiceImplBase;
import ai.adjutant.retrieval.v1.TermExpansion;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code search}, before a service that reads every question alike. */
final class SearchCommandTest {
  private static final Hit READ =
      Hit.newBuilder()
          .setDocument("corpora/c/documents/fees.md")
          .setChunk("corpora/c/documents/fees.md/chunks/0")
          .setText("A card costs ten euros.")
          .setStartOffset(100)
          .setEndOffset(123)
          .setScore(0.7)
          .setReading(
              HitReading.newBuilder()
                  .setRelevance(3.25)
                  .setAnswerable(0.875)
                  .setBlended(0.5)
                  .setFusedRank(4)
                  .addSpans(
                      HitSpan.newBuilder().setStartOffset(113).setEndOffset(122).setScore(0.25)))
          .build();
  private static final Hit UNREAD = READ.toBuilder().clearReading().build();

  private final List<Rerank> asked = new CopyOnWriteArrayList<>();
  private final ScriptedServer server =
      new ScriptedServer(
          new SearchServiceImplBase() {
            @Override
            public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
              asked.add(request.getRerank());
              boolean off = request.getRerank() == Rerank.RERANK_OFF;
              observer.onNext(
                  SearchResponse.newBuilder()
                      .setRerank(
                          off
                              ? RerankReport.newBuilder().setSkipped("turned off for this search")
                              : RerankReport.newBuilder()
                                  .setHitsRead(1)
                                  .setModel("models/reader")
                                  .setModelDigest("d1"))
                      .addHits(off ? UNREAD : READ)
                      .addHits(UNREAD)
                      .addExpansions(
                          TermExpansion.newBuilder()
                              .setText("ATS")
                              .setAdded("Air Traffic\u001b[31m Service")
                              .setChunk("corpora/c/documents/terms.md/chunks/3")
                              .setMeaningCount(4))
                      .addExpansions(
                          TermExpansion.newBuilder()
                              .setText("FCR")
                              .setAdded("First Contact Resolution")
                              .setPrincipal("alice")
                              .setMeaningCount(1))
                      .build());
              observer.onCompleted();
            }
          });

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void explainsWhatWasRead() {
    Ran read = server.run("search", "-c", "c", "fee", "--explain");
    assertThat(read.err()).contains("reranked: 1 hits were read by models/reader");
    assertThat(read.out())
        .containsOnlyOnce(
            "reading        fused rank 4  relevance 3.250  answerable 0.875  blended 0.500  span"
                + " \"ten euros\"");
    assertThat(server.run("search", "-c", "c", "fee").out()).doesNotContain("relevance");

    Ran off = server.run("search", "-c", "c", "fee", "--explain", "--rerank", "off");
    assertThat(off.err()).contains("not reranked: turned off for this search");
    assertThat(off.out()).doesNotContain("relevance");
    assertThat(server.run("search", "-c", "c", "fee", "--rerank", "on").exit()).isZero();
    assertThat(asked)
        .containsExactly(
            Rerank.RERANK_UNSPECIFIED,
            Rerank.RERANK_UNSPECIFIED,
            Rerank.RERANK_OFF,
            Rerank.RERANK_ON);
    assertThat(server.run("search", "-c", "c", "fee", "--rerank", "maybe").exit()).isEqualTo(2);
  }

  @Test
  void givesWhatWasReadAsJson() {
    JsonNode read = server.run("search", "-c", "c", "fee", "--json").json();
    assertThat(read.at("/rerank/hits_read").asInt()).isEqualTo(1);
    assertThat(read.at("/rerank/skipped").isNull()).isTrue();
    assertThat(read.at("/rerank/model").asText()).isEqualTo("models/reader");
    assertThat(read.at("/rerank/model_digest").asText()).isEqualTo("d1");
    JsonNode reading = read.at("/hits/0/reading");
    assertThat(reading.get("relevance").asDouble()).isEqualTo(3.25);
    assertThat(reading.get("answerable").asDouble()).isEqualTo(0.875);
    assertThat(reading.get("blended").asDouble()).isEqualTo(0.5);
    assertThat(reading.get("fused_rank").asInt()).isEqualTo(4);
    assertThat(reading.at("/spans/0/start").asInt()).isEqualTo(113);
    assertThat(reading.at("/spans/0/end").asInt()).isEqualTo(122);
    assertThat(reading.at("/spans/0/score").asDouble()).isEqualTo(0.25);
    assertThat(read.at("/hits/1/reading").isNull()).isTrue();

    JsonNode off = server.run("search", "-c", "c", "fee", "--rerank", "off", "--json").json();
    assertThat(off.at("/rerank/skipped").asText()).isEqualTo("turned off for this search");
    assertThat(off.at("/rerank/model").isNull()).isTrue();
  }

  @Test
  void namesTheSourceOfEachExpansion() {
    Ran ran = server.run("search", "-c", "c", "ATS and FCR");
    assertThat(ran.err())
        .contains("terms.md#3 explains \"ATS\" (one of 4 meanings)")
        .contains("since alice added \"FCR\"")
        .doesNotContain("\u001b");
    JsonNode expansions =
        server.run("search", "-c", "c", "ATS and FCR", "--json").json().get("expansions");
    assertThat(expansions.get(0).get("chunk").asText()).isEqualTo("terms.md#3");
    assertThat(expansions.get(0).get("meanings").asInt()).isEqualTo(4);
    assertThat(expansions.get(0).get("principal").isNull()).isTrue();
    assertThat(expansions.get(1).get("principal").asText()).isEqualTo("alice");
    assertThat(expansions.get(1).get("chunk").isNull()).isTrue();
  }
}
