package ai.adjutant.inference.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import ai.adjutant.chassis.settings.Schema;
import ai.adjutant.inference.testing.SyntheticReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderSettingsTest {
  @TempDir Path home;

  @Test
  void findsTheReaderBesideTheInstallation() {
    Path directory = home.resolve("models/reader");
    SyntheticReader.write(directory);
    assertThat(ReaderSettings.beside(Optional.of(home))).contains(directory);
  }

  @Test
  void aRecipeAloneIsNoReader() throws IOException {
    Path directory = Files.createDirectories(home.resolve("models/reader"));
    Files.writeString(directory.resolve("recipe.yaml"), "train:\n");
    assertThat(ReaderSettings.beside(Optional.of(home))).isEmpty();
    assertThat(ReaderSettings.beside(Optional.empty())).isEmpty();
  }

  @Test
  void aDirectoryThatIsNamedIsTakenAndOneThatIsSwitchedOffIsNot() {
    Path named = home.resolve("own");
    assertThat(new ReaderSettings(true, Optional.of(named)).served()).contains(named);
    assertThat(new ReaderSettings(false, Optional.of(named)).served()).isEmpty();
  }

  @Test
  void theSettingsThatMessagesNameAreThere() {
    assertThat(
            Schema.of(List.of(ReaderSettings.class)).groups().getFirst().descriptors().stream()
                .map(descriptor -> descriptor.key().toString()))
        .containsExactlyInAnyOrder(
            ReaderSettings.DIRECTORY.toString(), ReaderSettings.ENABLED.toString());
  }
}
