package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chat.v1.Answer;
import ai.adjutant.chat.v1.ChoiceRule;
import ai.adjutant.chat.v1.ExpansionCheck;
import ai.adjutant.chat.v1.Outcome;
import ai.adjutant.chat.v1.Reason;
import ai.adjutant.chat.v1.ReasonCode;
import ai.adjutant.chat.v1.SubjectResult;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What terms stand for, asked of the whole platform. */
final class TermAnswersTest {
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "terms.md",
          """
          # Glossary

          | Short | Long |
          |---|---|
          | FCR | First Contact Resolution |
          | AHT | Average Handling Time |
          | ATS | Air Traffic Service |
          """,
          "goals.md",
          """
          # Goals of the year

          ## FCR
          The FCR goal is 78 percent a month. Teams that miss the FCR goal twice get a coach.

          ## QRX
          The QRX goal is nine hours, and QRX is reported every month.
          """,
          "power.md",
          """
          # Power

          The Auxiliary Transfer Switch (ATS) is in the basement. It is tested in May.
          """);

  @TempDir Path folder = Path.of("never used");

  @Test
  void looksUpWhatATermStandsFor() throws Exception {
    try (ServerProcess.Running server =
            ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpus("depot");
      assertThat(client.load("depot", DOCUMENTS).getAddedCount()).isEqualTo(3);

      Answer row = client.explained("depot", "What does FCR stand for?");
      assertThat(row.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(row.getShortAnswer()).isEqualTo("First Contact Resolution");
      assertThat(row.getCitations(0).getDocument()).endsWith("terms.md");
      assertThat(row.getExplanation().getParts(0).getRule())
          .isEqualTo(ChoiceRule.CHOICE_RULE_EXPLANATION);
      assertThat(row.getExplanation().getExpansionsList())
          .extracting(ExpansionCheck::getAdded)
          .containsExactly("First Contact Resolution");

      Answer both = client.answer("depot", "What does ATS mean?");
      assertThat(both.getOutcome()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(both.getShortAnswer()).isEqualTo("Air Traffic Service; Auxiliary Transfer Switch");
      assertThat(both.getCitationsCount()).isGreaterThanOrEqualTo(2);

      client.addTerm("depot", "QRX", "Queue Relay Exchange");
      Answer listed = client.explained("depot", "What does QRX stand for?");
      assertThat(listed.getOutcome()).isEqualTo(Outcome.OUTCOME_NOT_IN_DOCUMENTS);
      assertThat(listed.getText())
          .startsWith("No document explains QRX.")
          .contains("Queue Relay Exchange (anonymous, ");
      assertThat(listed.getCitationsList()).isEmpty();
      assertThat(listed.getReasonsList())
          .extracting(Reason::getCode)
          .containsExactly(ReasonCode.REASON_CODE_ONLY_LISTED);
      assertThat(listed.getExplanation().getSubject().getResult())
          .isEqualTo(SubjectResult.SUBJECT_RESULT_ONLY_LISTED);
      assertThat(listed.getExplanation().getExpansions(0).getPrincipal()).isEqualTo("anonymous");

      client.addTerm("depot", "AHT", "Agent Hold Time");
      Answer otherwise = client.answer("depot", "What does AHT stand for?");
      assertThat(otherwise.getShortAnswer()).isEqualTo("Average Handling Time");
      assertThat(otherwise.getReasonsList())
          .extracting(Reason::getCode)
          .containsExactly(ReasonCode.REASON_CODE_LISTED_OTHERWISE);

      assertThat(client.answer("depot", "What is the queue relay exchange goal?").getText())
          .contains("nine hours");
    }
  }
}
