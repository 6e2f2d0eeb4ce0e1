package ai.adjutant.admin.ask;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.admin.scripted.ScriptedServer;
import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskRequest;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.ChatServiceGrpc;
import ai.adjutant.chat.v1.GroundReader;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Support;
import ai.adjutant.chat.v1.SupportReading;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code ask --json} shows of the ground check. */
final class AskCommandTest {
  private final ScriptedServer server =
      new ScriptedServer(
          new ChatServiceGrpc.ChatServiceImplBase() {
            @Override
            public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
              answer.onNext(AskResponse.newBuilder().setDone(done()).build());
              answer.onCompleted();
            }
          });

  private static Answer done() {
    return Answer.newBuilder()
        .setOutcome(Outcome.OUTCOME_ANSWERED)
        .setText("It costs 5 euros.")
        .addSupport(
            Support.newBuilder()
                .setSentence("It costs 5 euros.")
                .setSupported(true)
                .setReading(
                    SupportReading.newBuilder()
                        .setSupported(0.75)
                        .setContradicted(0.125)
                        .setNotFound(0.125)))
        .addSupport(Support.newBuilder().setSentence("Word for word."))
        .setGroundReader(
            GroundReader.newBuilder().setApplied(true).setPairsRead(3).setModel("models/reader"))
        .build();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsWhatAReaderSaysOfEachSentence() {
    JsonNode json = server.run("ask", "-c", "c", "--json", "What does it cost?").json();
    JsonNode reading = json.path("support").path(0).path("reading");
    assertThat(reading.path("supported").doubleValue()).isEqualTo(0.75);
    assertThat(reading.path("contradicted").doubleValue()).isEqualTo(0.125);
    assertThat(reading.path("not_found").doubleValue()).isEqualTo(0.125);
    assertThat(json.path("support").path(1).has("reading")).isFalse();
    JsonNode reader = json.path("ground_reader");
    assertThat(reader.path("applied").booleanValue()).isTrue();
    assertThat(reader.path("pairs_read").intValue()).isEqualTo(3);
    assertThat(reader.path("model").textValue()).isEqualTo("models/reader");
  }
}
