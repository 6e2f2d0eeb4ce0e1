package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stretch of a text, in UTF-16 code units. */
final class SpanTest {
  @Test
  void cutsItsStretchOutOfTheText() {
    Span span = new Span(4, 8);
    assertThat(span.of("The late fee")).isEqualTo("late");
    assertThat(span.length()).isEqualTo(4);
  }

  @Test
  void countsCodeUnitsNotCharacters() {
    String text = "a😀b";
    assertThat(new Span(1, 3).of(text)).isEqualTo("😀");
    assertThat(new Span(0, text.length()).length()).isEqualTo(4);
  }

  @Test
  void mayBeEmpty() {
    assertThat(new Span(3, 3).of("The late fee")).isEmpty();
    assertThat(new Span(0, 0).length()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "2, 1", "-2, -1"})
  void refusesWhatIsNoStretch(int start, int end) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Span(start, end))
        .withMessageContaining(start + ".." + end);
  }
}
