package ai.adjutant.gateway.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionKindTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "How do I create a queue?",
        "how to reset the router",
        "What steps are needed to close a case?",
        "In what order are the valves closed?",
        "And how can a customer cancel?",
        "Wie kündige ich mein Abo?",
        "Wie kann ich nachträglich eine Rechnung anfordern?",
        "Welche Schritte sind nötig?",
        "Was muss ich tun, wenn die Karte weg ist?",
        "유심을 분실했어요. 어떻게 재발급받나요?",
        "탈퇴하고 싶어요",
        "비밀번호 변경 방법 알려 주세요"
      })
  void wantsSteps(String question) {
    assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.STEPS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How much is a tyre change?",
        "How long may a refund take?",
        "When is the shop open?",
        "Which desk handles chargebacks?",
        "Up to which amount may an agent approve refunds?",
        "What is the highest daily dose of paracetamol?",
        "What does a call cost in Zone 3?",
        "Wie lange dauert die Rückerstattung bei Kreditkarte?",
        "Wer gibt die Munition aus?",
        "Was kostet eine Mahnung für Geschäftskunden?",
        "배송비가 얼마예요?",
        "고객센터는 언제 열어요?"
      })
  void wantsAValue(String question) {
    assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What does FCR stand for?",
        "What does E-210 mean?",
        "What is a CASEVAC?",
        "Wofür steht SLA?",
        "Was bedeutet Kulanz?",
        "AHT의 뜻이 뭐예요?",
        "What's FCR?",
        "What is FCR short for?",
        "What is the long form of FCR?",
        "Wofür ist SLA die Abkürzung?",
        "FCR이 뭐의 약자예요?",
        "FCR이 뭐예요?",
        "FCR은 무엇인가요?"
      })
  void wantsAMeaning(String question) {
    assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.MEANING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Can I return an opened package?",
        "Tell me about roaming.",
        "Gibt es Rabatt für Studierende?",
        "데이터 로밍이 되나요?"
      })
  void wantsSomethingElse(String question) {
    assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.OTHER);
  }
}
