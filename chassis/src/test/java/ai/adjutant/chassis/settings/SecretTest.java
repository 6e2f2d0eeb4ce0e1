package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets come from files and variables, and are printed nowhere. */
final class SecretTest {
  private static final String PASSWORD = "correct horse";
  private static final String VARIABLE = "ADJUTANT_SAMPLE_PART_PASS_WORD";

  @TempDir Path folder = Path.of("never used");

  private Settings.Reading read(String value, Map<String, String> environment) throws IOException {
    Path file = folder.resolve("adjutant.yaml");
    Files.writeString(file, "sample: {part: {pass-word: '" + value + "'}}");
    return SampleSettings.of(Optional.of(file), environment);
  }

  private static String revealed(Settings.Reading reading) {
    Settings settings = reading.orThrow();
    assertThat(settings.values().toString()).doesNotContain(PASSWORD).contains("(hidden)");
    assertThat(settings.records().toString()).doesNotContain(PASSWORD);
    return settings.get(SampleSettings.class).secret().orElseThrow().reveal();
  }

  private static void assertRefused(Settings.Reading reading, String message) {
    assertThat(reading.problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(message, "file:PATH or env:NAME")
        .doesNotContain(PASSWORD);
  }

  @Test
  void readsAFileBesideTheSettings() throws IOException {
    Files.writeString(folder.resolve("key"), PASSWORD + "\n");
    assertThat(revealed(read("file:key", Map.of()))).isEqualTo(PASSWORD);
  }

  @Test
  void readsTheVariableThatIsNamed() throws IOException {
    assertThat(revealed(read("env:MY_KEY", Map.of("MY_KEY", PASSWORD)))).isEqualTo(PASSWORD);
  }

  @Test
  void takesItFromItsOwnVariable() {
    assertThat(revealed(SampleSettings.of(Optional.empty(), Map.of(VARIABLE, PASSWORD))))
        .isEqualTo(PASSWORD);
  }

  @Test
  void refusesOneWrittenIntoTheFile() throws IOException {
    assertRefused(read(PASSWORD, Map.of()), "a secret is not written here");
  }

  @Test
  void refusesWhatHoldsNone() throws IOException {
    assertRefused(read("file:missing", Map.of()), "can't be read");
    assertRefused(read("env:MY_KEY", Map.of()), "is not set");
    Files.writeString(folder.resolve("empty"), "\n");
    assertRefused(read("file:empty", Map.of()), "it is empty");
    Files.write(folder.resolve("large"), new byte[65 * 1024]);
    assertRefused(read("file:large", Map.of()), "larger than 64KiB");
  }
}
