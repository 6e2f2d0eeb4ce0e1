package ai.adjutant.chassis.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several paths of one setting, relative ones from the file that names them. */
final class PathListTest {
  @TempDir Path folder = Path.of("never used");

  /** Holds a setting of this type. */
  @SettingsGroup(value = "lists", doc = "Lists.")
  public record Lists(@Setting(value = "one.txt", doc = "Some files.") List<Path> files) {
    /** Refuses values out of range. */
    public Lists {
      files = List.copyOf(files);
      Schema.check(Lists.class, files);
    }
  }

  private List<Path> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.yaml"), "lists.files: '" + text + "'\n");
    return Settings.read(
            Schema.of(List.of(Lists.class)),
            new SettingsSources(Optional.of(file), Map.of(), new TreeMap<>(), List.of()))
        .orThrow()
        .get(Lists.class)
        .files();
  }

  @Test
  void takesPathsWithCommasBetween() throws IOException {
    assertThat(read("a.txt, sub/b.txt,/c.txt"))
        .containsExactly(folder.resolve("a.txt"), folder.resolve("sub/b.txt"), Path.of("/c.txt"));
    assertThatThrownBy(() -> read("a.txt,,b.txt")).hasMessageContaining("a path is empty");
  }
}
