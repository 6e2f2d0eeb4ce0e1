package ai.adjutant.admin.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.SearchRequest;
import ai.adjutant.retrieval.v1.SearchResponse;
import ai.adjutant.retrieval.v1.SearchServiceGrpc;
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

/** Options of evaluations that requests carry, against a server that keeps what it is asked. */
final class EvaluateAsOfTest {
  private static final long MAY_2024 = 1_714_521_600;

  @TempDir private Path folder;

  private final List<AskRequest> asked = new CopyOnWriteArrayList<>();
  private final List<SearchRequest> searched = new CopyOnWriteArrayList<>();
  private final ScriptedServer server =
      new ScriptedServer(
          new ChatServiceGrpc.ChatServiceImplBase() {
            @Override
            public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
              asked.add(request);
              answer.onNext(AskResponse.newBuilder().setDone(Answer.newBuilder()).build());
              answer.onCompleted();
            }
          },
          new SearchServiceGrpc.SearchServiceImplBase() {
            @Override
            public void search(SearchRequest request, StreamObserver<SearchResponse> answer) {
              searched.add(request);
              answer.onNext(SearchResponse.getDefaultInstance());
              answer.onCompleted();
            }
          });

  @AfterEach
  void close() {
    server.close();
  }

  private int answers(String asOf) throws IOException {
    return evaluateAnswers("--as-of", asOf);
  }

  private int evaluateAnswers(String... more) throws IOException {
    Path questions =
        Files.writeString(
            folder.resolve("questions.jsonl"),
            """
            {"_id": "plain", "question": "How much?", "gold": ["d"]}
            {"_id": "own", "question": "How long?", "gold": ["d"], "as_of": "2020-01-01"}
            """);
    List<String> command = new ArrayList<>(List.of("evaluate", "answers", "-c", "c"));
    command.addAll(List.of("--questions", questions.toString()));
    command.addAll(List.of(more));
    return server.run(command.toArray(String[]::new)).exit();
  }

  private int retrieval(String asOf) throws IOException {
    return evaluateRetrieval("--as-of", asOf);
  }

  private int evaluateRetrieval(String... more) throws IOException {
    Path queries =
        Files.writeString(
            folder.resolve("queries.jsonl"), "{\"_id\": \"q\", \"text\": \"How much?\"}\n");
    Path qrels =
        Files.writeString(folder.resolve("qrels.tsv"), "query-id\tcorpus-id\tscore\nq\td\t1\n");
    List<String> command = new ArrayList<>(List.of("evaluate", "retrieval", "-c", "c"));
    command.addAll(List.of("--queries", queries.toString(), "--qrels", qrels.toString()));
    command.addAll(List.of(more));
    return server.run(command.toArray(String[]::new)).exit();
  }

  @Test
  void asksQuestionsAsOfADateUnlessTheyHaveTheirOwn() throws Exception {
    assertThat(answers("2024-05-01")).isZero();
    assertThat(asked)
        .extracting(AskRequest::getQuestion, request -> request.getAsOf().getSeconds())
        .containsExactlyInAnyOrder(
            tuple("How much?", MAY_2024), tuple("How long?", 1_577_836_800L));
  }

  @Test
  void searchesAsOfADate() throws Exception {
    assertThat(retrieval("2024-05-01")).isZero();
    assertThat(searched)
        .extracting(request -> request.getAsOf().getSeconds())
        .containsExactly(MAY_2024);
  }

  @Test
  void searchesWithAndWithoutReranking() throws Exception {
    assertThat(evaluateRetrieval("--rerank", "off")).isZero();
    assertThat(evaluateRetrieval("--rerank", "on")).isZero();
    assertThat(evaluateRetrieval()).isZero();
    assertThat(searched)
        .extracting(SearchRequest::getRerank)
        .containsExactly(Rerank.RERANK_OFF, Rerank.RERANK_ON, Rerank.RERANK_UNSPECIFIED);
  }

  @Test
  void asksWithAndWithoutReranking() throws Exception {
    for (String rerank : List.of("on", "off")) {
      assertThat(evaluateAnswers("--rerank", rerank)).isZero();
    }
    assertThat(evaluateAnswers()).isZero();
    assertThat(asked)
        .extracting(AskRequest::getRerank)
        .containsExactly(
            Rerank.RERANK_ON,
            Rerank.RERANK_ON,
            Rerank.RERANK_OFF,
            Rerank.RERANK_OFF,
            Rerank.RERANK_UNSPECIFIED,
            Rerank.RERANK_UNSPECIFIED);
    assertThat(evaluateAnswers("--rerank", "maybe")).isEqualTo(2);
  }

  @Test
  void refusesAWrongDateAsWrongUsage() throws Exception {
    assertThat(answers("yesterday")).isEqualTo(2);
    assertThat(retrieval("yesterday")).isEqualTo(2);
    assertThat(asked).isEmpty();
    assertThat(searched).isEmpty();
  }
}
