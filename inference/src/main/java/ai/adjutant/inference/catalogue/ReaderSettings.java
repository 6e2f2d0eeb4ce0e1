package ai.adjutant.inference.catalogue;

import ai.adjutant.chassis.settings.Environment;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Setting;
import ai.adjutant.chassis.settings.SettingKey;
import ai.adjutant.chassis.settings.SettingsGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the reader lies that comes with the program. */
@SettingsGroup(
    value = "inference.reader",
    doc = "The reader that comes with the program; others are imported like any model.")
public record ReaderSettings(
    @Setting(value = "true", doc = "Whether the reader that comes with the program is served.")
        boolean enabled,
    @Setting(
            value = "auto",
            doc =
                "Its directory; auto is models/reader of the installation, where there is one with"
                    + " a model.")
        Optional<Path> directory) {
  /** The setting that names its directory. */
  static final SettingKey DIRECTORY = SettingKey.named("inference.reader.directory");

  /** The setting that switches it off. */
  static final SettingKey ENABLED = SettingKey.named("inference.reader.enabled");

  private static final Logger log = LoggerFactory.getLogger(ReaderSettings.class);

  /** Checks the values. */
  public ReaderSettings {
    Schema.check(ReaderSettings.class, enabled, directory);
  }

  /** The directory that is to be served; empty where it is switched off, or none comes along. */
  public Optional<Path> served() {
    if (!enabled) {
      return Optional.empty();
    }
    return directory.isPresent() ? directory : beside(Environment.installation());
  }

  /** Returns the reader's directory in an installation, if it holds more than a recipe. */
  static Optional<Path> beside(Optional<Path> home) {
    Optional<Path> found =
        home.map(folder -> folder.resolve("models/reader"))
            .filter(folder ->
                Stream.of("config.json", "model.onnx", "onnx/model.onnx")
                    .anyMatch(file -> Files.exists(folder.resolve(file))));
    if (found.isEmpty()) {
      log.info("no reader comes with this installation");
    }
    return found;
  }
}
