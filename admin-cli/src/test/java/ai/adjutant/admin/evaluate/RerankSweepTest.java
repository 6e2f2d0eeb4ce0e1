package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.Explanation;
import ai.adjutant.retrieval.v1.Hit;
import ai.adjutant.retrieval.v1.HitReading;
import ai.adjutant.retrieval.v1.Leg;
import ai.adjutant.retrieval.v1.LegScore;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights and depths of reranking, compared over hits that a server read once. */
final class RerankSweepTest {
  private static final double WEIGHT = 0.4;
  private static final double LOG3 = Math.log(3) / Math.log(2);

  /** Blended with .4: a .6, b .4 + .3, c .2, so that b comes first; d was not read. */
  private static final SearchResponse READ =
      SearchResponse.newBuilder()
          .setRerank(RerankReport.newBuilder().setHitsRead(3).setModel("models/reader"))
          .addHits(hit("b", 0.9, 4, 0.7, 2))
          .addHits(hit("a", 1.2, -4, 0.6, 1))
          .addHits(hit("c", 0.6, 0, 0.2, 3))
          .addHits(Hit.newBuilder().setDocument("corpora/c/documents/d").setScore(0.1))
          .build();

  private static final SearchResponse UNREAD =
      SearchResponse.newBuilder()
          .setRerank(RerankReport.newBuilder().setSkipped("inference serves no reader"))
          .addHits(Hit.newBuilder().setDocument("corpora/c/documents/a").setScore(1))
          .build();

  @TempDir private Path folder;

  private final List<SearchRequest> searched = new CopyOnWriteArrayList<>();
  private volatile SearchResponse answer = READ;
  private final ScriptedServer server =
      new ScriptedServer(
          new SearchServiceGrpc.SearchServiceImplBase() {
            @Override
            public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
              searched.add(request);
              observer.onNext(request.getQuery().equals("unread?") ? UNREAD : answer);
              observer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private static Hit hit(
      String document, double score, double relevance, double blended, int fusedRank) {
    return Hit.newBuilder()
        .setDocument("corpora/c/documents/" + document)
        .setScore(score)
        .setReading(
            HitReading.newBuilder()
                .setRelevance(relevance)
                .setBlended(blended)
                .setFusedRank(fusedRank))
        .setExplanation(
            Explanation.newBuilder()
                .addLegs(LegScore.newBuilder().setLeg(Leg.LEG_READER).setWeight(WEIGHT)))
        .build();
  }

  private Ran evaluate(String... more) throws IOException {
    Path queries =
        Files.writeString(
            folder.resolve("queries.jsonl"),
            "{\"_id\": \"q\", \"text\": \"How much?\"}\n{\"_id\": \"u\", \"text\": \"unread?\"}\n");
    Path qrels =
        Files.writeString(
            folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq\tb\t1\nu\ta\t1\n");
    List<String> command = new ArrayList<>(List.of("evaluate", "retrieval", "-c", "c"));
    command.addAll(List.of("--queries", queries.toString(), "--qrels", qrels.toString()));
    command.addAll(List.of(more));
    return server.run(command.toArray(String[]::new));
  }

  @Test
  void ranksAnewWithEachWeightAndReadsEachQueryOnce() throws IOException {
    JsonNode report = evaluate("--rerank-weights", "0,.2,0.4", "--json").json();
    JsonNode rows = report.at("/rerank_sweep/rows");
    assertThat(rows).hasSize(3);
    double second = (1 / LOG3 + 1) / 2; // b is second, a of the other query first
    double[] expected = {second, second, 1};
    for (int i = 0; i < expected.length; i++) {
      JsonNode row = rows.get(i);
      assertThat(row.get("depth").asInt()).isEqualTo(3);
      assertThat(row.at("/ndcg@10/mean").asDouble()).isCloseTo(expected[i], within(1e-12));
      assertThat(row.at("/difference/mean").asDouble())
          .isCloseTo(expected[i] - second, within(1e-12));
    }
    assertThat(report.at("/ndcg@10/mean").asDouble()).as("as the server ranks").isEqualTo(1);
    assertThat(report.at("/rerank_sweep/unread/inference serves no reader").asInt()).isEqualTo(1);
    assertThat(searched).hasSize(2);
    assertThat(searched)
        .allMatch(request -> request.getRerank() == Rerank.RERANK_ON && request.getExplain());
  }

  @Test
  void spreadsScoresOverAsManyHitsAsTheDepthSays() throws IOException {
    Ran ran = evaluate("--rerank-weights", "0,0.6", "--rerank-depths", "1,2");
    assertThat(ran.out())
        .contains(
            "    1   0.60  0.8155  [0.6309, 1.0000]   +0.0000  [+0.0000, +0.0000]",
            "    2   0.60  1.0000  [1.0000, 1.0000]   +0.1845  [+0.0000, +0.3691]");
    assertThat(ran.err()).contains("1 queries were not read: inference serves no reader");
  }

  @Test
  void holdersOfAnIdentifierStayFirst() {
    ReadRanking ranking =
        new ReadRanking(
            List.of(
                new ReadRanking.ReadHit("holder", 0.2, 1, -9, WEIGHT, 0),
                new ReadRanking.ReadHit("read", 0.9, 0, 9, WEIGHT, 1)),
            List.of("rest"),
            "");
    assertThat(ranking.documents(1, 2)).containsExactly("holder", "read", "rest");
    assertThat(ranking.blendsAsTheSearch()).isTrue();
    Hit.Builder hit = hit("h", 2.5, 1, 1, 1).toBuilder();
    hit.getExplanationBuilder()
        .addLegs(
            LegScore.newBuilder()
                .setLeg(Leg.LEG_IDENTIFIER)
                .setRaw(1)
                .setNormalized(0.5)
                .setWeight(4));
    assertThat(ReadRanking.ReadHit.of(hit.build()))
        .isEqualTo(new ReadRanking.ReadHit("h", 0.5, 1, 1, WEIGHT, 1));
  }

  @Test
  void refusesARetrieverThatBlendsOtherwise() throws IOException {
    SearchResponse.Builder other = READ.toBuilder();
    other.getHitsBuilder(0).getReadingBuilder().setBlended(0.71);
    answer = other.build();
    Ran ran = evaluate("--rerank-weights", "0.4");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains("blends scores otherwise");
  }

  @Test
  void saysWhyNothingWasRead() throws IOException {
    answer = UNREAD;
    Ran ran = evaluate("--rerank-weights", "0.4");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).contains("nothing was read", "inference serves no reader");
  }

  @Test
  void refusesWhatIsOutOfRange() throws IOException {
    assertThat(evaluate("--rerank-weights", "0,1.5").exit()).isEqualTo(2);
    assertThat(evaluate("--rerank-weights", "0", "--rerank-depths", "0").exit()).isEqualTo(2);
    assertThat(evaluate("--rerank-depths", "8").exit()).isEqualTo(2);
    assertThat(searched).isEmpty();
    Ran deep = evaluate("--rerank-weights", "0", "--rerank-depths", "16");
    assertThat(deep.exit()).isEqualTo(2);
    assertThat(deep.err()).contains("the retriever reads 3", "retriever.rerank.hits-max");
  }
}
