package ai.adjutant.gateway.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuestionPartsTest {
  @Test
  void findsTwoQuestions() {
    assertThat(QuestionParts.of("How much is the fee? When is it due then?"))
        .containsExactly("How much is the fee?", "When is it due then?");
    assertThat(QuestionParts.of("How much is the fee and when is it due?"))
        .containsExactly("How much is the fee?", "when is it due?");
    assertThat(QuestionParts.of("Was kostet die Mahnung und wann ist sie fällig?"))
        .containsExactly("Was kostet die Mahnung?", "wann ist sie fällig?");
  }

  @Test
  void leavesOneQuestionWhole() {
    for (String question :
        new String[] {
          "유심을 분실했어요. 어떻게 재발급받나요?",
          "I lost my card. How do I block it?",
          "How do I reset the router and the modem?",
          "Fees and when?",
          "refund time",
          ""
        }) {
      assertThat(QuestionParts.of(question)).containsExactly(question);
    }
  }
}
