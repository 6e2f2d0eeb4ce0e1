package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.AskResponse;
import ai.adjutant.chat.v1.Citation;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Tier;
import ai.adjutant.retrieval.v1.Load;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in, a cited answer out: over real sockets, in one process and in three. */
final class AnswerFromDocumentsTest {
  private static final Map<String, String> HANDBOOK =
      Map.of(
          "fees/late.md",
          """
          # Late payment

          ## The fee
          A reminder costs the customer 6.50 euros. It is charged on the tenth day after the due date.

          ## When it is waived
          The first reminder in a calendar year is free of charge for members of the loyalty scheme.
          """,
          "devices/router.md",
          """
          # Router lights

          ## Red light
          A steady red light means that the optical signal is lost. Check the green plug at the wall outlet first.
          """);

  @TempDir Path folder = Path.of("never used");

  private String data() {
    return folder.resolve("data").toString();
  }

  @Test
  void answersInOneProcess() throws Exception {
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data())) {
      loadAndAsk(server.address());
    }
  }

  @Test
  void answersInThreeProcesses() throws Exception {
    try (ServerProcess.Running inference =
            ServerProcess.serving(folder, "inference", "--data", data());
        ServerProcess.Running retriever =
            ServerProcess.serving(
                folder, "retriever", "--data", data(), "--inference", inference.address());
        ServerProcess.Running gateway =
            ServerProcess.serving(
                folder,
                "gateway",
                "--data",
                data(),
                "--inference",
                inference.address(),
                "--retriever",
                retriever.address())) {
      loadAndAsk(gateway.address());
    }
  }

  @Test
  void keepsItsDocumentsOverARestart() throws Exception {
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpus("handbook");
      client.load("handbook", HANDBOOK);
      server.process().terminate();
      assertThat(server.process().exitCode()).isEqualTo(143);
    }
    try (ServerProcess.Running server = ServerProcess.serving(folder, "--data", data());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      assertThat(client.answer("handbook", "What does a reminder cost?").getOutcome())
          .isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(client.load("handbook", HANDBOOK).getUnchangedCount()).isEqualTo(2);
    }
  }

  @Test
  void neverBlamesTheDocumentsWhileInferenceIsAway() throws Exception {
    try (ServerProcess.Running inference =
            ServerProcess.serving(folder, "inference", "--data", data());
        ServerProcess.Running retriever =
            ServerProcess.serving(
                folder, "retriever", "--data", data(), "--inference", inference.address());
        ServerProcess.Running gateway =
            ServerProcess.serving(
                folder,
                "gateway",
                "--data",
                data(),
                "--inference",
                inference.address(),
                "--retriever",
                retriever.address());
        GatewayTestClient client = new GatewayTestClient(gateway.address())) {
      client.createCorpus("handbook");
      client.load("handbook", HANDBOOK);
      String answerable = "Reminder costs of the customer";
      assertThat(client.answer("handbook", answerable).getOutcome())
          .isEqualTo(Outcome.OUTCOME_ANSWERED);
      inference.process().terminate();
      inference.process().exitCode();
      Answer away = client.answer("handbook", answerable);
      assertThat(away.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(away.getEvidence().getWordsOnly()).isTrue();
      Answer unknown = client.answer("handbook", "Which vaccines does a traveller need?");
      assertThat(unknown.getOutcome()).isEqualTo(Outcome.OUTCOME_UNAVAILABLE);
      assertThat(unknown.getText()).contains("at the moment");

      client.createCorpus("later");
      client.load("later", HANDBOOK);
      assertThat(client.answer("later", "Which vaccines does a traveller need?").getOutcome())
          .isEqualTo(Outcome.OUTCOME_UNAVAILABLE);
    }
  }

  private static void loadAndAsk(String address) throws Exception {
    try (GatewayTestClient client = new GatewayTestClient(address)) {
      client.createCorpus("handbook");
      Load load = client.load("handbook", HANDBOOK);
      assertThat(load.getAddedCount()).isEqualTo(2);
      assertThat(load.getFailedCount()).isZero();

      List<AskResponse> events = client.ask("handbook", "How much does a reminder cost?");
      assertThat(events.getFirst().hasRetrieved()).isTrue();
      Answer answer = events.getLast().getDone();
      assertThat(answer.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(answer.getTier()).isEqualTo(Tier.TIER_EXTRACTIVE);
      assertThat(answer.getText()).contains("6.50 euros");
      assertThat(answer.getDegradedList()).isEmpty();
      assertThat(answer.getSupportList()).isNotEmpty().allMatch(s -> s.getSupported());
      for (Citation citation : answer.getCitationsList()) {
        assertThat(citation.getDocument()).isEqualTo("corpora/handbook/documents/fees/late.md");
        String text = client.document("handbook", "fees/late.md").getText();
        assertThat(text.substring(citation.getStartOffset(), citation.getEndOffset()))
            .isEqualTo(citation.getQuote());
      }

      Answer none = client.answer("handbook", "Which vaccines does a traveller to Peru need?");
      assertThat(none.getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
      assertThat(none.getReasonsList()).isNotEmpty();
      assertThat(none.getCitationsList()).isEmpty();
    }
  }
}
