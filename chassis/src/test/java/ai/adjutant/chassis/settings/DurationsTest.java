package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as they are written and read. */
final class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 500, 500ms",
    "30s, 30000, 30s",
    "120s, 120000, 2m",
    "2 m, 120000, 2m",
    "90m, 5400000, 90m",
    "24h, 86400000, 1d",
    "0ms, 0, 0s"
  })
  void readsAndWrites(String text, long millis, String written) {
    assertThat(Durations.parse(text)).hasMillis(millis);
    assertThat(Durations.format(Durations.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "30sec", "30S", "-1s", "1.5s", "PT30S", "", "s", "1m30s", "1234567890123s"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
