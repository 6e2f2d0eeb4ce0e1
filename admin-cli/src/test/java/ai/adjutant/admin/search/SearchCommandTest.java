package ai.adjutant.admin.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc.SearchServiceImplBase;
import ai.adjutant.retrieval.v1.TermExpansion;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code search}, before a service that reads every question alike. */
final class SearchCommandTest {
  private final ScriptedServer server =
      new ScriptedServer(
          new SearchServiceImplBase() {
            @Override
            public void search(SearchRequest request, StreamObserver<SearchResponse> observer) {
              observer.onNext(
                  SearchResponse.newBuilder()
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
