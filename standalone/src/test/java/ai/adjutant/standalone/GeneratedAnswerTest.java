package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.chat.v1.Tier;
import ai.adjutant.inference.testing.SyntheticDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of a language model, over real gRPC in one process: a tiny synthetic decoder says what it
 * was built to say.
 */
final class GeneratedAnswerTest {
  private static final Map<String, String> HANDBOOK =
      Map.of(
          "fees/late.md",
          """
          # Late payment

          A reminder costs the customer 6.50 euros. It is charged on the tenth day after the due date.
          """);
  private static final String QUESTION = "What does a reminder cost the customer?";

  @TempDir Path folder = Path.of("never used");

  private List<AskResponse> ask(String script) throws Exception {
    return ask(script, "models/speaker");
  }

  private List<AskResponse> ask(String script, String answerModel) throws Exception {
    Path data = folder.resolve("data");
    SyntheticDecoder.saying(script)
        .writeTo(data.resolve(Path.of("tenants", "default", "models", "speaker")));
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data.toString());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpus("handbook", answerModel);
      client.load("handbook", HANDBOOK);
      return client.ask("handbook", QUESTION);
    }
  }

  @Test
  void answersInTheModelsWordsWhenTheyStandInTheDocuments() throws Exception {
    List<AskResponse> events = ask("A reminder costs the customer 6.50 euros.");
    Answer answer = events.getLast().getDone();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    assertThat(answer.getTier()).isEqualTo(Tier.TIER_SLM);
    assertThat(answer.getText()).isEqualTo("A reminder costs the customer 6.50 euros.");
    assertThat(answer.getSupportList()).allMatch(support -> support.getSupported()).hasSize(1);
    assertThat(answer.getCitationsList()).hasSize(1);
    assertThat(events.stream().filter(AskResponse::hasDelta).count()).isGreaterThan(1);
    assertThat(answer.getUsage().getGeneratedTokens()).isPositive();
  }

  @Test
  void fallsBackToTheDocumentsWhenTheModelInvents() throws Exception {
    List<AskResponse> events = ask("A reminder costs the customer 9.99 euros.");
    Answer answer = events.getLast().getDone();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
    assertThat(answer.getTier()).isEqualTo(Tier.TIER_EXTRACTIVE);
    assertThat(answer.getText()).contains("6.50 euros").doesNotContain("9.99");
    assertThat(answer.getReasonsList())
        .extracting(Reason::getCode)
        .contains(ReasonCode.REASON_CODE_GROUND_CHECK_FAILED);
    assertThat(events.stream().anyMatch(AskResponse::hasRevised)).isTrue();
  }

  @Test
  void believesAModelThatSaysThatTheDocumentsDoNotAnswer() throws Exception {
    Answer answer = ask("NO_ANSWER").getLast().getDone();
    assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
    assertThat(answer.getReasonsList())
        .extracting(Reason::getCode)
        .containsExactly(ReasonCode.REASON_CODE_MODEL_ABSTAINED);
    assertThat(answer.getCitationsList()).isEmpty();
  }

  @Test
  void aModelThatNobodyNamedAnswersNothing() throws Exception {
    Answer answer = ask("A reminder costs the customer 6.50 euros.", "").getLast().getDone();
    assertThat(answer.getTier()).isEqualTo(Tier.TIER_EXTRACTIVE);
    assertThat(answer.getAttemptsList()).hasSize(1);
    assertThat(answer.getDegradedList()).isEmpty();
  }

  @Test
  void answersFromTheDocumentsWhereTheNamedModelIsNotThere() throws Exception {
    Answer answer = ask("Anything.", "models/absent").getLast().getDone();
    assertThat(answer.getTier()).isEqualTo(Tier.TIER_EXTRACTIVE);
    assertThat(answer.getDegraded(0).getMessage()).contains("absent");
  }
}
