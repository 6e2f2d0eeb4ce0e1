package ai.adjutant.gateway.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.gateway.retrieve.Retrieval;
import ai.adjutant.gateway.retrieve.ScriptedRetrieval;
import ai.adjutant.gateway.tier.Budget;
import ai.adjutant.gateway.tier.TierRequest;
import ai.adjutant.gateway.tier.TimeLimit;
import ai.adjutant.gateway.tier.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that models are asked with. */
final class AnswerPromptTest {
  private static final List<Turn> TURNS =
      List.of(
          new Turn(Turn.Speaker.USER, "first"),
          new Turn(Turn.Speaker.AGENT, "second"),
          new Turn(Turn.Speaker.USER, "third"));

  private static List<PromptMessage> prompt(String question, int passages, int turns) {
    Retrieval.Query query =
        new Retrieval.Query("corpora/c", question, List.of(), "", null, 10, Retrieval.Mode.BOTH);
    return AnswerPrompt.of(
            new TierRequest(
                question,
                TURNS,
                ScriptedRetrieval.finding("Passage {question} $1 \\x.", "Other passage.")
                    .search(query),
                new Budget(
                    passages, turns, 10, TimeLimit.in(Duration.ofSeconds(1), System::nanoTime))))
        .messages();
  }

  @Test
  void instructsInTheLanguageOfTheQuestionAndAsksForTheMarker() {
    assertThat(prompt("What is the fee?", 5, 6).getFirst().text())
        .startsWith("You answer questions")
        .contains("write only the word NO_ANSWER");
    assertThat(prompt("Wie hoch ist die Gebühr?", 5, 6).getFirst().text())
        .startsWith("Du beantwortest")
        .contains("NO_ANSWER");
    assertThat(prompt("연체료는 얼마입니까?", 5, 6).getFirst().text())
        .startsWith("당신은")
        .contains("NO_ANSWER");
    assertThat(prompt("연체료는 얼마입니까?", 5, 6).getLast().text()).contains("질문: 연체료는");
  }

  @Test
  void keepsDocumentsAsTheyAreEvenWhereTheyLookLikeTemplates() {
    assertThat(prompt("What is the fee?", 5, 6).getLast().text())
        .contains("[1] Title 0\nPassage {question} $1 \\x.\n\n[2] Title 1\nOther passage.")
        .endsWith("Question: What is the fee?");
  }

  @Test
  void keepsToTheBudgetOfPassagesAndTurns() {
    List<PromptMessage> messages = prompt("What is the fee?", 1, 2);
    assertThat(messages.getLast().text()).doesNotContain("Other passage");
    assertThat(messages)
        .extracting(PromptMessage::text)
        .hasSize(4)
        .contains("second", "third")
        .doesNotContain("first");
    assertThat(prompt("What is the fee?", 1, 0)).hasSize(2);
  }

  @Test
  void hasFixedTextsInTheLanguageOfTheQuestion() {
    assertThat(FixedTexts.of("What is the fee?").notInDocuments())
        .isEqualTo("The documents do not answer this question.");
    assertThat(FixedTexts.of("Was kostet das und wann?").notInDocuments())
        .startsWith("Die Dokumente");
    assertThat(FixedTexts.of("SIM 카드 요금은?").notInDocuments()).startsWith("문서에서");
  }

  @Test
  void takesEnglishWhereTheLanguageIsUnknown() {
    assertThat(PromptLanguage.of("Quel est le prix ?")).isEqualTo(PromptLanguage.EN);
    assertThat(PromptLanguage.of("?")).isEqualTo(PromptLanguage.EN);
    assertThat(PromptLanguage.of("die cast moulds: which is the best?"))
        .isEqualTo(PromptLanguage.EN);
  }
}
