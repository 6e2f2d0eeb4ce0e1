package ai.adjutant.tuner.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Answers are compared as SQuAD compares them. */
final class AnswerTextTest {
  @Test
  void countsSharedWords() {
    assertThat(AnswerText.f1("The two days.", "two days")).isEqualTo(1);
    assertThat(AnswerText.f1("two days", "two whole days")).isEqualTo(0.8);
    assertThat(AnswerText.f1("days days", "days")).isEqualTo(2.0 / 3);
    assertThat(AnswerText.f1("never", "two days")).isZero();
    assertThat(AnswerText.f1("the", "the")).isEqualTo(1);
    assertThat(AnswerText.f1("", "two")).isZero();
  }
}
