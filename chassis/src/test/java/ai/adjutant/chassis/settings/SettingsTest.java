package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.adjutant.chassis.error.AdjutantException;
import ai.adjutant.chassis.transport.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds, where it came from, and what is refused. */
final class SettingsTest {
  private static final String QUEUE = "ADJUTANT_SAMPLE_PART_QUEUE_SIZE";
  private static final SettingKey QUEUE_SIZE = SettingKey.named("sample.part.queue-size");

  @TempDir Path folder = Path.of("never used");

  private Optional<Path> file(String text) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("adjutant.yaml"), text));
  }

  private static SettingsSources.Flag flag(String text) {
    return new SettingsSources.Flag("--queue", QUEUE_SIZE, text);
  }

  private static String origin(Settings.Reading reading) {
    return reading.orThrow().origin(QUEUE_SIZE).toString();
  }

  @Test
  void anEmptyTextSetsNoOptionalValue() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.yaml"),
            "sample.part: {threads: \"\", pass-word: \"\", label: \"\"}\n");
    Settings.Reading reading = SampleSettings.ofFile(file);
    assertThat(reading.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("sample.part.label is ''"));
  }

  @Test
  void takesTheDefaultsWhereNothingIsSet() {
    SampleSettings sample =
        SampleSettings.of(Optional.empty(), Map.of("PATH", "/bin", QUEUE, ""))
            .orThrow()
            .get(SampleSettings.class);
    assertThat(sample).isEqualTo(Schema.defaults(SampleSettings.class));
    assertThat(sample)
        .isEqualTo(
            new SampleSettings(
                64,
                5,
                0.5,
                false,
                "name",
                SampleSettings.Mode.TWO_WORDS,
                Duration.ofSeconds(30),
                DataSize.ofMebibytes(512),
                Path.of("folder"),
                new Endpoint.Tcp("127.0.0.1", 80),
                OptionalInt.empty(),
                Optional.empty()));
  }

  @Test
  void readsEveryTypeFromAFile() throws IOException {
    Optional<Path> file =
        file(
            """
            sample:
              part:
                queue-size: 7
                count: 9000000000
                share: 0.25
                eager: true
                label: 'a: b'
                mode: one
                timeout: 2m
                cache-size: 1GB
                folder: below
                address: localhost:9
                threads: 3
            """);
    SampleSettings sample = SampleSettings.of(file, Map.of()).orThrow().get(SampleSettings.class);
    assertThat(sample)
        .isEqualTo(
            new SampleSettings(
                7,
                9_000_000_000L,
                0.25,
                true,
                "a: b",
                SampleSettings.Mode.ONE,
                Duration.ofMinutes(2),
                new DataSize(1_000_000_000),
                folder.resolve("below"),
                new Endpoint.Tcp("localhost", 9),
                OptionalInt.of(3),
                Optional.empty()));
  }

  @Test
  void lastSourceHolds() throws IOException {
    Optional<Path> file = file("sample.part.queue-size: 2\n");
    Map<String, String> environment = Map.of(QUEUE, "3");
    assertThat(origin(SampleSettings.of(Optional.empty(), Map.of()))).isEqualTo("default");
    assertThat(origin(SampleSettings.of(file, Map.of()))).isEqualTo(file.orElseThrow() + ":1");
    assertThat(origin(SampleSettings.of(file, environment))).isEqualTo(QUEUE);
    Settings.Reading all = SampleSettings.of(file, environment, flag("4"));
    assertThat(origin(all)).isEqualTo("--queue");
    assertThat(all.orThrow().get(SampleSettings.class).queueSize()).isEqualTo(4);
    assertThat(all.orThrow().values())
        .contains(new Settings.Value(QUEUE_SIZE, "4", new Origin.Flag("--queue")));
  }

  @Test
  void reportsEverythingAtOnce() throws IOException {
    Optional<Path> file =
        file(
            """
            sample:
              part:
                queue-sise: 7
                timeout: 30
                cache-size: 512
                eager: yes
            smaple: {part: {share: 1}}
            """);
    Settings.Reading reading =
        SampleSettings.of(
            file,
            Map.of("ADJUTANT_SAMPLE_PART_SHARES", "1", "ADJUTANT_SAMPLE_PART_THREADS", "9"),
            flag("many"));
    assertThat(reading.settings()).isEmpty();
    String place = file.orElseThrow() + ":";
    assertThat(reading.problems())
        .extracting(Problem::toString)
        .containsExactly(
            place
                + "3: 'sample.part.queue-sise' is not a setting; did you mean"
                + " sample.part.queue-size?",
            place
                + "4: sample.part.timeout is '30': a number without a unit; give a time from 1s"
                + " to 1h, such as 500ms, 30s, 2m or 1h",
            place
                + "5: sample.part.cache-size is '512': a number without a unit; give a size of at"
                + " least 1MiB, such as 512MiB or 1GB",
            place + "6: sample.part.eager is 'yes': not true or false; give true or false",
            place + "7: 'smaple.part.share' is not a setting; did you mean sample.part.share?",
            "ADJUTANT_SAMPLE_PART_SHARES: 'ADJUTANT_SAMPLE_PART_SHARES' is not a setting; did you"
                + " mean ADJUTANT_SAMPLE_PART_SHARE?",
            "ADJUTANT_SAMPLE_PART_THREADS: sample.part.threads is '9': out of range; give auto, or"
                + " a whole number from 1 to 8",
            "--queue: sample.part.queue-size is 'many': not a whole number; give a whole number"
                + " from 1 to 10000");
    assertThatThrownBy(reading::orThrow)
        .isInstanceOfSatisfying(
            AdjutantException.class,
            e -> assertThat(e.reason()).isEqualTo(SettingsReason.SETTINGS_REFUSED))
        .hasMessageStartingWith("8 settings can't be used:\n  " + place + "3: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "queue-size | 0 | out of range",
        "queue-size | 10001 | out of range",
        "queue-size | 0x10 | not a whole number",
        "queue-size | 1_000 | not a whole number",
        "queue-size | 99999999999 | out of range",
        "queue-size | 99999999999999999999 | not a whole number",
        "count | 9000000001 | out of range",
        "share | 1.01 | out of range",
        "share | NaN | not a number",
        "eager | TRUE | not true or false",
        "label | ninechars | out of range",
        "mode | TWO_WORDS | one of one, two-words",
        "timeout | 1ms | out of range",
        "timeout | 2h | out of range",
        "timeout | 5 weeks | a unit that is unknown",
        "cache-size | 1KiB | out of range",
        "cache-size | 1Gb | a unit that is unknown",
        "address | localhost | HOST:PORT",
        "address | localhost:99999 | 65535",
        "threads | none | auto, or a whole number",
      })
  void refusesWhatTheTypeDoesNotAllow(String name, String value, String message)
      throws IOException {
    Optional<Path> file = file("sample: {part: {" + name + ": '" + value + "'}}\n");
    assertThat(SampleSettings.of(file, Map.of()).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(":1: sample.part." + name + " is '" + value + "': ", message, "; give ");
  }

  @Test
  void acceptsTheWordForUnset() throws IOException {
    Settings.Reading reading =
        SampleSettings.of(file("sample.part.threads: auto"), Map.of(QUEUE, "1"));
    assertThat(reading.orThrow().get(SampleSettings.class).threads()).isEmpty();
    assertThat(reading.orThrow().origin(SettingKey.named("sample.part.threads")))
        .isInstanceOf(Origin.File.class);
  }

  @Test
  void reportsWhatTheRecordRefuses() throws IOException {
    assertThat(
            SampleSettings.of(file("sample: {part: {eager: true, queue-size: 101}}"), Map.of())
                .problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("sample.part.eager does not go with a long queue");
  }

  @Test
  void aBadValueIsReportedThoughALaterSourceOverridesIt() throws IOException {
    assertThat(SampleSettings.of(file("sample.part.queue-size: 0"), Map.of(QUEUE, "1")).problems())
        .hasSize(1);
  }

  @Test
  void refusesWhatTheFileMayNotSet() throws IOException {
    SettingsSources sources =
        new SettingsSources(
            file("sample.part.queue-size: 1"),
            Map.of(QUEUE_SIZE, "for a reason"),
            Map.of(),
            List.of());
    assertThat(Settings.read(SampleSettings.SCHEMA, sources).problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("sample.part.queue-size can't be set here: for a reason");
  }

  @Test
  void aRecordMadeByHandKeepsTheSameBounds() {
    assertThatThrownBy(() ->
            new SampleSettings(
                0,
                5,
                0.5,
                false,
                "name",
                SampleSettings.Mode.ONE,
                Duration.ofSeconds(30),
                DataSize.ofMebibytes(512),
                Path.of("folder"),
                new Endpoint.Tcp("127.0.0.1", 80),
                OptionalInt.empty(),
                Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sample.part.queue-size is '0': out of range; give a whole number from 1 to 10000");
  }

  @Test
  void saysHowToSet() {
    assertThat(SettingKey.named("inference.engine.kv-cache-size").howToSet())
        .isEqualTo(
            "inference.engine.kv-cache-size in adjutant.yaml, or"
                + " ADJUTANT_INFERENCE_ENGINE_KV_CACHE_SIZE");
  }
}
