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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static final Map<String, String> JAPANESE =
      Map.of(
          "words.md",
          """
          # 用語集

          | 略語 | 意味 |
          |---|---|
          | RMA | 返品承認番号 |
          | SLA | サービス品質保証 |
          """,
          "return.md",
          "# 返品\n\n返品承認番号の申請期限は購入から三十日です。\n",
          "error.md",
          "# 障害\n\nエラーE4711が出たら装置を再起動します。\n",
          "goal.md",
          "# 目標\n\nサービス品質保証の目標は九十九パーセントです。\n");

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

  @ParameterizedTest
  @CsvSource({
    "ja, RMAはいつまでに申請しますか？, return.md",
    "ja, RMAの申請期限は？, return.md",
    "ja, ＲＭＡの申請期限は？, return.md",
    "ja, E4711が出たら？, error.md",
    "ja, SLAの目標は？, goal.md",
    "en, RMAの申請期限は？, return.md",
    "en, E4711が出たら？, error.md",
  })
  void findsTermsInJapaneseQuestions(String language, String question, String document)
      throws Exception {
    try (ServerProcess.Running server =
            ServerProcess.serving(folder, "--data", folder.resolve("data").toString());
        GatewayTestClient client = new GatewayTestClient(server.address())) {
      client.createCorpusIn(language, "depot");
      client.load("depot", JAPANESE);
      if (language.equals("en")) {
        client.load("depot", DOCUMENTS);
      }

      Answer answer = client.answer("depot", question);

      assertThat(answer.getOutcome()).as(answer.toString()).isEqualTo(Outcome.OUTCOME_ANSWERED);
      assertThat(answer.getCitations(0).getDocument()).endsWith(document);
    }
  }
}
