package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.text.QuestionTerm.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words that only ask, and words that name something. */
final class QuestionWordsTest {
  private static List<String> stems(String language, String question, Role role) {
    return QuestionWords.of(language).terms(question).stream()
        .filter(term -> term.role() == role)
        .map(QuestionTerm::stem)
        .toList();
  }

  @Test
  void leavesWhatIsAskedAboutInEnglish() {
    assertThat(stems("en", "What does a call out per minute cost in Zone 3?", Role.NAMES))
        .containsExactly("call", "out", "per", "minut", "zone", "3");
    assertThat(stems("en", "What does FCR stand for?", Role.NAMES)).containsExactly("fcr");
    assertThat(stems("en", "How do I quickly reset the router?", Role.SAYS))
        .containsExactly("quickli");
  }

  @Test
  void leavesWhatIsAskedAboutInGermanAndKorean() {
    assertThat(stems("de", "Wie lange dauert die Rückerstattung?", Role.NAMES))
        .containsExactly("ruckerstattung");
    assertThat(stems("ko", "위약금은 어떻게 계산하나요?", Role.NAMES)).containsExactly("위약", "금", "계산");
    assertThat(stems("ko", "해지 방법을 알려 주시면 감사하겠습니다", Role.NAMES)).containsExactly("해지");
  }

  @Test
  void takesEveryWordWhereAllAsk() {
    assertThat(stems("en", "How much is it?", Role.NAMES)).containsExactly("how", "much");
  }

  @Test
  void closesAGapWithinOneSentenceOnly() {
    assertThat(stems("en", "What does it do? They mean well.", Role.NAMES)).contains("mean");
  }
}
