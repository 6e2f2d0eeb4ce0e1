package ai.adjutant.retriever.parse.validity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.retriever.parse.validity.WrittenDate.DayOrder;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-03-01",
        "2025-03-01T10:00:00Z",
        "20250301",
        "2025/3/1",
        "2025. 3. 1.",
        "2025년 3월 1일",
        "2025年3月1日",
        "1 March 2025",
        "1st of March 2025",
        "01-Mar-2025",
        "1. März 2025",
        "1.3.2025",
        "01.03.25",
        "March 1, 2025",
        "Mar. 1st 2025",
        "1 de marzo de 2025",
        "1er mars 2025",
        "2025년 3월 1일부터"
      })
  void readsADay(String written) {
    WrittenDate date = date(written, 0, DayOrder.UNKNOWN);

    assertThat(date.first()).isEqualTo(LocalDate.of(2025, 3, 1));
    assertThat(date.last()).isEqualTo(LocalDate.of(2025, 3, 1));
    assertThat(date.unclear()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"February 2024", "Feb. 2024", "2024년 2월", "02/2024", "Februar 2024"})
  void readsAMonth(String written) {
    WrittenDate date = date(written, 0, DayOrder.UNKNOWN);

    assertThat(date.first()).isEqualTo(LocalDate.of(2024, 2, 1));
    assertThat(date.last()).isEqualTo(LocalDate.of(2024, 2, 29));
  }

  @ParameterizedTest
  @CsvSource({
    "03/04/2025,en-US,2025-03-04,false",
    "03/04/2025,en-GB,2025-04-03,false",
    "03/04/2025,en,2025-04-03,true",
    "03/04/2025,'',2025-04-03,true",
    "03/04/2025,de,2025-04-03,false",
    "03.04.2025,en-US,2025-04-03,false",
    "03/25/2025,en,2025-03-25,false",
    "25/03/2025,en-US,2025-03-25,false",
    "04/04/2025,en,2025-04-04,false"
  })
  void ordersDayAndMonthByLanguage(
      String written, String language, LocalDate expected, boolean unclear) {
    WrittenDate date = date(written, 0, DayOrder.of(language));

    assertThat(date.first()).isEqualTo(expected);
    assertThat(date.unclear()).isEqualTo(unclear);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"31 February 2025", "2025-02-30", "30.02.2025", "2025년 13월 1일", "13/2025"})
  void tellsADayThatDoesNotExist(String written) {
    WrittenDate date = date(written, 0, DayOrder.UNKNOWN);

    assertThat(date.first()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "3", "March", "12 apples 2025", "2025", "20250301123", "1.3"})
  void leavesWhatIsNoDate(String written) {
    assertThat(WrittenDate.at(written, 0, DayOrder.UNKNOWN)).isNull();
  }

  @Test
  void endsWhereTheDateEnds() {
    WrittenDate date = date("from 1 March 2025 on", 5, DayOrder.UNKNOWN);

    assertThat(date.end()).isEqualTo("from 1 March 2025".length());
  }

  private static WrittenDate date(String text, int at, DayOrder order) {
    return Objects.requireNonNull(WrittenDate.at(text, at, order));
  }
}
