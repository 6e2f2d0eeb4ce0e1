package ai.adjutant.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantities written one way, so that a swapped amount is seen. */
final class QuantitiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,500.00 euros | 1500 euros",
        "1 500 euros | 1500 euros",
        "6.50 euros | 6.5 euros",
        "fourteen days | 14 days",
        "Twelve months | 12 months",
        "twice a year | 2 a year",
      })
  void writesEqualQuantitiesTheSameWay(String one, String other) {
    assertThat(Quantities.of(one)).isNotEmpty().isEqualTo(Quantities.of(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6.50 euros | 6.05 euros",
        "1,500 | 1,501",
        "version 1.2.3 | version 1.2.4",
        "at 10:30 | at 10:50",
        "until March | until April",
        "on Monday | on Friday",
      })
  void tellsDifferentQuantitiesApart(String one, String other) {
    assertThat(Quantities.of(one)).isNotEmpty().isNotEqualTo(Quantities.of(other));
  }

  @Test
  void listsThemOnceInOrderNumbersBeforeWords() {
    assertThat(Quantities.of("Pay 20 euros by May 3, or 20 more in ten days; 3 times at most."))
        .containsExactly("20", "3", "10");
  }

  @Test
  void takesNamesOfMonthsForPlainWordsWithoutACapital() {
    assertThat(Quantities.of("They march on an august day in March")).containsExactly("march");
  }

  @Test
  void findsNoneInPlainWords() {
    assertThat(Quantities.of("")).isEmpty();
    assertThat(Quantities.of("The fee is charged late.")).isEmpty();
  }
}
