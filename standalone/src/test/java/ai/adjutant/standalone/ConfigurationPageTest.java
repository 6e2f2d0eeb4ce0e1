package ai.adjutant.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Descriptor;
import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.chassis.settings.Settings;
import ai.adjutant.chassis.settings.SettingsSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written about settings is true. */
final class ConfigurationPageTest {
  private static final Path ROOT = Path.of(System.getProperty("adjutant.root", ".."));
  private static final Pattern NAMED = Pattern.compile("SettingKey\\s*\\.named\\(\\s*\"([^\"]+)\"");
  private static final List<String> MODULES =
      List.of("chassis", "retriever", "inference", "gateway", "admin-cli", "standalone");

  private static Set<String> keys() {
    return ServeOptions.schema().groups().stream()
        .map(Schema.Group::descriptors)
        .flatMap(List::stream)
        .map(Descriptor::key)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static Stream<Path> sources() throws IOException {
    return MODULES.stream()
        .map(module -> ROOT.resolve(module).resolve("src/main/java"))
        .flatMap(ConfigurationPageTest::files);
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesOfBoundsEndWithMax() {
    assertThat(keys()).noneMatch(key -> key.matches(".*[.-](max|min)-.*"));
    assertThat(keys()).contains("gateway.questions-max", "retriever.load.file-size-max");
  }

  @Test
  void pageIsCurrent() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/configuration.md")))
        .as("write it anew: ./adjutant config reference > docs/configuration.md")
        .isEqualTo(ConfigurationPage.of(ServeOptions.schema()));
  }

  @Test
  void exampleOnThePageCanBeUsed(@TempDir Path folder) throws IOException {
    String page = ConfigurationPage.of(ServeOptions.schema());
    String example = page.replaceFirst("(?s).*```yaml\n(.*?)```.*", "$1");
    Path file = Files.writeString(folder.resolve("adjutant.yaml"), example);
    var sources = new SettingsSources(Optional.of(file), Map.of(), Map.of(), List.of());
    assertThat(Settings.read(ServeOptions.schema(), sources).problems()).isEmpty();
  }

  @Test
  void messagesNameSettingsThatThereAre() throws IOException {
    Set<String> keys = keys();
    long named =
        sources()
            .flatMap(file -> NAMED.matcher(text(file)).results())
            .map(match -> match.group(1))
            .peek(key -> assertThat(keys).contains(key))
            .count();
    assertThat(named).isPositive();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
