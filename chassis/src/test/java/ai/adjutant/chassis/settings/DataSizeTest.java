package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes as they are written and read. */
final class DataSizeTest {
  @ParameterizedTest
  @CsvSource({
    "512MiB, 536870912, 512MiB",
    "1GB, 1000000000, 1GB",
    "1024 MiB, 1073741824, 1GiB",
    "1500kB, 1500000, 1500kB",
    "3TiB, 3298534883328, 3TiB",
    "2TB, 2000000000000, 2TB",
    "7KiB, 7168, 7KiB",
    "16GiB, 17179869184, 16GiB",
    "5MB, 5000000, 5MB",
    "17B, 17, 17B",
    "0GB, 0, 0B"
  })
  void readsAndWrites(String text, long bytes, String written) {
    DataSize size = DataSize.parse(text);
    assertThat(size.bytes()).isEqualTo(bytes);
    assertThat(size).hasToString(written);
    assertThat(DataSize.parse(written)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"512", "512M", "512mib", "-1MiB", "1.5GiB", "MiB", "", "9999999999TiB", "1 2B"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
