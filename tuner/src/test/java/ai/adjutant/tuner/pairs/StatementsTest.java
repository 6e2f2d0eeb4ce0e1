package ai.adjutant.tuner.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question and its answer make a statement where a simple rule does. */
final class StatementsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What is the capital of Peru? | Lima | The capital of Peru is Lima.",
        "Who wrote the play? | Ada Byron | Ada Byron wrote the play.",
        "When was the school founded? | 1890 | The school was founded in 1890.",
        "When was Ada born? | May 3, 1890 | Ada was born on May 3, 1890.",
        "Where is the tower located? | Leeds | The tower is located in Leeds.",
        "How many people live in Leeds? | 800,000 | 800,000 people live in Leeds."
      })
  void states(String question, String answer, String statement) {
    assertThat(Statements.of(question, answer)).contains(statement);
  }

  @Test
  void leavesTheOthers() {
    assertThat(Statements.of("Why is it so?", "for fun")).isEmpty();
    assertThat(Statements.of("What is the man known for?", "songs")).isEmpty();
    assertThat(Statements.of("Who was the man supposed to do?", "x. Y z")).isEmpty();
  }
}
