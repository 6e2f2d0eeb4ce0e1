package ai.adjutant.admin.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.admin.scripted.ScriptedServer.Ran;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Degradation;
import ai.adjutant.chat.v1.Explanation;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Speaker;
import ai.adjutant.chat.v1.Turn;
import ai.adjutant.retrieval.v1.Rerank;
import ai.adjutant.retrieval.v1.RerankReport;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code chat} against a server that keeps what it is asked. */
final class ChatCommandTest {
  private final List<AskRequest> asked = new CopyOnWriteArrayList<>();
  private final ScriptedServer server =
      new ScriptedServer(
          new ChatServiceGrpc.ChatServiceImplBase() {
            @Override
            public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
              asked.add(request);
              answer.onNext(AskResponse.newBuilder().setDone(done(request)).build());
              answer.onCompleted();
            }
          });

  private static Answer done(AskRequest request) {
    if (request.getQuestion().contains("read")) {
      return read(request.getQuestion().startsWith("un"));
    }
    if (request.getQuestion().contains("gift")) {
      return Answer.newBuilder()
          .setOutcome(Outcome.OUTCOME_NOT_IN_DOCUMENTS)
          .setText("The documents do not answer this question.")
          .build();
    }
    return Answer.newBuilder()
        .setOutcome(Outcome.OUTCOME_ANSWERED)
        .setText("38 pounds.")
        .addCitations(citation("d1", "Tesla Model 3").setQuote("A long quote."))
        .addCitations(citation("d2", "Tesla Model S"))
        .build();
  }

  private static Answer read(boolean skipped) {
    String why = "inference serves no reader";
    RerankReport report =
        skipped
            ? RerankReport.newBuilder().setSkipped(why).build()
            : RerankReport.newBuilder().setHitsRead(8).setModel("models/reader").build();
    Answer.Builder answer =
        Answer.newBuilder()
            .setOutcome(Outcome.OUTCOME_ANSWERED)
            .setText("38 pounds.")
            .setExplanation(Explanation.newBuilder().setRerank(report));
    if (skipped) {
      answer.addDegraded(Degradation.newBuilder().setPart("READER").setMessage(why));
    }
    return answer.build();
  }

  private static Citation.Builder citation(String document, String title) {
    return Citation.newBuilder()
        .setDocument("corpora/c/documents/" + document)
        .setTitle(title)
        .setChunk("corpora/c/documents/" + document + "/chunks/0");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void handsBackHowEachQuestionEndedAndWhatItsAnswerWasAbout() {
    Ran ran = server.typing("tyre?\ngift?\nwindscreen?\n", "chat", "-c", "c");
    assertThat(ran.exit()).isZero();
    assertThat(asked.get(2).getHistoryList())
        .containsExactly(
            turn(Speaker.SPEAKER_USER, "tyre?").build(),
            turn(Speaker.SPEAKER_AGENT, "38 pounds.")
                .setOutcome(Outcome.OUTCOME_ANSWERED)
                .addCitations(
                    Citation.newBuilder()
                        .setDocument("corpora/c/documents/d1")
                        .setTitle("Tesla Model 3"))
                .build(),
            turn(Speaker.SPEAKER_USER, "gift?").build(),
            turn(Speaker.SPEAKER_AGENT, "The documents do not answer this question.")
                .setOutcome(Outcome.OUTCOME_NOT_IN_DOCUMENTS)
                .build());
  }

  private static Turn.Builder turn(Speaker speaker, String text) {
    return Turn.newBuilder().setSpeaker(speaker).setText(text);
  }

  @Test
  void readsTheSameFromAFileOfTurns(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("turns.jsonl"),
            """
            {"speaker": "user", "text": "tyre?"}
            {"speaker": "agent", "text": "38 pounds.", "outcome": "ANSWERED", "citations": [{"document": "corpora/c/documents/d1", "title": "Tesla Model 3", "quote": "…"}]}
            """);
    assertThat(server.run("ask", "-c", "c", "windscreen?", "--history", file.toString()).exit())
        .isZero();
    assertThat(asked.getFirst().getHistory(1))
        .isEqualTo(
            turn(Speaker.SPEAKER_AGENT, "38 pounds.")
                .setOutcome(Outcome.OUTCOME_ANSWERED)
                .addCitations(
                    Citation.newBuilder()
                        .setDocument("corpora/c/documents/d1")
                        .setTitle("Tesla Model 3"))
                .build());
    Files.writeString(file, "{\"speaker\": \"agent\", \"text\": \"x\", \"outcome\": \"MAYBE\"}\n");
    Ran ran = server.run("ask", "-c", "c", "windscreen?", "--history", file.toString());
    assertThat(ran.exit()).isNotZero();
    assertThat(ran.err()).contains("MAYBE", "NOT_IN_DOCUMENTS");
  }

  @Test
  void forgetsTheTurnsWhereTold() {
    Ran ran = server.typing("tyre?\n/new\nwindscreen?\n/quit\nnever?\n", "chat", "-c", "c");
    assertThat(ran.exit()).isZero();
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1).getHistoryList()).isEmpty();
  }

  @Test
  void asksAsOfADate() {
    Ran ran = server.typing("tyre?\nagain?\n", "chat", "-c", "c", "--as-of", "2024-05-01");
    assertThat(ran.exit()).isZero();
    assertThat(asked).allMatch(request -> request.getAsOf().getSeconds() == 1_714_521_600);
    asked.clear();
    assertThat(server.typing("tyre?\n", "chat", "-c", "c").exit()).isZero();
    assertThat(asked).noneMatch(AskRequest::hasAsOf);
  }

  @Test
  void refusesAWrongDateBeforeTheFirstQuestion() {
    Ran ran = server.typing("tyre?\n", "chat", "-c", "c", "--as-of", "yesterday");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void asksWithAndWithoutReranking() {
    for (String rerank : List.of("on", "off")) {
      assertThat(server.typing("tyre?\n", "chat", "-c", "c", "--rerank", rerank).exit()).isZero();
      assertThat(server.run("ask", "-c", "c", "tyre?", "--rerank", rerank).exit()).isZero();
    }
    assertThat(server.run("ask", "-c", "c", "tyre?").exit()).isZero();
    assertThat(asked)
        .extracting(AskRequest::getRerank)
        .containsExactly(
            Rerank.RERANK_ON,
            Rerank.RERANK_ON,
            Rerank.RERANK_OFF,
            Rerank.RERANK_OFF,
            Rerank.RERANK_UNSPECIFIED);
    assertThat(server.run("ask", "-c", "c", "tyre?", "--rerank", "maybe").exit()).isEqualTo(2);
  }

  @Test
  void explainsWhatBecameOfReranking() {
    Ran skipped = server.run("ask", "-c", "c", "unread?", "--explain", "--rerank", "on");
    assertThat(skipped.out()).contains("not reranked: inference serves no reader");
    assertThat(skipped.err()).contains("degraded: READER: inference serves no reader");
    Ran read = server.run("ask", "-c", "c", "read?", "--explain");
    assertThat(read.out()).contains("reranked: 8 hits were read by models/reader");
    JsonNode json = server.run("ask", "-c", "c", "unread?", "--explain", "--json").json();
    assertThat(json.at("/explanation/rerank/skipped").asText())
        .isEqualTo("inference serves no reader");
    assertThat(json.at("/explanation/rerank/hits_read").asInt(-1)).isZero();
    assertThat(json.at("/degraded/0").asText()).isEqualTo("READER");
  }
}
