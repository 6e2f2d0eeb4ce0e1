package ai.adjutant.chassis.settings;

import ai.adjutant.chassis.transport.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A record with a setting of every type, and how tests read it. */
@SettingsGroup(value = "sample.part", doc = "Settings of every type.")
record SampleSettings(
    @Setting(value = "64", min = "1", max = "10000", doc = "A whole number.") int queueSize,
    @Setting(value = "5", max = "9000000000", doc = "A long whole number.") long count,
    @Setting(value = "0.5", min = "0", max = "1", doc = "A number.") double share,
    @Setting(value = "false", doc = "A choice of two.") boolean eager,
    @Setting(value = "name", min = "1", max = "8", doc = "A text.") String label,
    @Setting(value = "two-words", doc = "A choice.") Mode mode,
    @Setting(value = "30s", min = "1s", max = "1h", doc = "A time.") Duration timeout,
    @Setting(value = "512MiB", min = "1MiB", doc = "A size.") DataSize cacheSize,
    @Setting(value = "folder", doc = "A path.") Path folder,
    @Setting(value = "127.0.0.1:80", form = "HOST:PORT", doc = "An address.") Endpoint address,
    @Setting(value = "auto", min = "1", max = "8", doc = "A number or none.") OptionalInt threads,
    @Setting(value = "none", doc = "A secret.", key = "pass-word") Optional<Secret> secret) {
  enum Mode {
    ONE,
    TWO_WORDS
  }

  SampleSettings {
    Schema.check(
        SampleSettings.class,
        queueSize,
        count,
        share,
        eager,
        label,
        mode,
        timeout,
        cacheSize,
        folder,
        address,
        threads,
        secret);
    if (eager && queueSize > 100) {
      throw new IllegalArgumentException("sample.part.eager does not go with a long queue");
    }
  }

  static final Schema SCHEMA = Schema.of(List.of(SampleSettings.class));

  static Settings.Reading ofFile(Path file) {
    return of(Optional.of(file), Map.of());
  }

  static Settings.Reading of(
      Optional<Path> file, Map<String, String> environment, SettingsSources.Flag... flags) {
    return Settings.read(SCHEMA, new SettingsSources(file, Map.of(), environment, List.of(flags)));
  }
}
